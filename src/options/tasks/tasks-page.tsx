import { ExportSection } from './export-section.tsx';
import { ImportSection } from './import-section.tsx';

/** Tasks as files: out of here, and in. */
export function TasksPage() {
  return (
    <>
      <ExportSection />
      <ImportSection />
    </>
  );
}
