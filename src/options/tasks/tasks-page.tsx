import { ExportSection } from './export-section.tsx';
import { ImportSection } from './import/import-section.tsx';

/** Exports and imports tasks as files. */
export function TasksPage() {
  return (
    <>
      <ExportSection />
      <ImportSection />
    </>
  );
}
