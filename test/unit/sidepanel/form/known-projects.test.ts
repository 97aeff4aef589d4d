import { describe, expect, it } from 'vitest';
import { noProject } from '../../../../src/domain/task.ts';
import { offerProjects, projectsOf } from '../../../../src/sidepanel/form/known-projects.ts';

const own = ['Garden', 'Home', 'House of cards'];
const everybodys = ['Greenhouse', 'Home', 'Housing', 'QA'];

describe('the projects that are offered', () => {
  it('are all of one’s own and then everybody’s, before anything is typed', () => {
    expect(offerProjects(own, everybodys, ' ')).toEqual([...own, 'Greenhouse', 'Housing', 'QA']);
  });

  it('begin with what is typed, or have it within; one’s own come first', () => {
    expect(offerProjects(own, everybodys, 'ho')).toEqual(['Home', 'House of cards', 'Housing', 'Greenhouse']);
    expect(offerProjects(own, everybodys, 'HOUSE')).toEqual(['House of cards', 'Greenhouse']);
    expect(offerProjects(own, everybodys, 'zebra')).toEqual([]);
  });

  it('are few enough to choose from', () => {
    const thousands = Array.from({ length: 5_000 }, (_, index) => `Project ${index}`);
    expect(offerProjects([], thousands, 'project')).toHaveLength(30);
  });

  it('are those of the tasks, each once, without the one for none', () => {
    const tasks = ['Home', noProject, 'Garden', 'Home'].map((project) => ({ project }));
    expect(projectsOf(tasks)).toEqual(['Garden', 'Home']);
  });
});
