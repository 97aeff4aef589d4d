/** What becomes of each column of a file, and a guess by the column's name. */

/**
 * What may become of a column; part of a text's key. Several columns may have the same use: the first one with a value
 * that fits counts, and the others go into the description, with their names. `words`: into the description, too.
 */
export const uses = [
  'name',
  'project',
  'due',
  'notes',
  'created',
  'completed',
  'address',
  'addressTitle',
  'priority',
  'repeat',
  'words',
  'ignored',
] as const;
export type Use = (typeof uses)[number];

export interface Column {
  name: string;
  use: Use;
}

/** Names in the files of other programs and languages, after {@link plainName}. */
const names: Record<Exclude<Use, 'words'>, string> = {
  name:
    'name|title|task|task name|task title|card name|subject|content|text|summary|todo|to do|item|what|' +
    'titel|aufgabe|betreff|tâche|titre|nom|sujet|tarea|título|nombre|asunto|attività|titolo|taak|onderwerp|tarefa|nome',
  project:
    'project|projects|project name|project title|list|list name|list title|task list|lists|' +
    'projekt|liste|projet|proyecto|lista|progetto|elenco|lijst|projeto',
  due:
    'due|due date|due day|due on|due at|due time|due date time|due date time date time|due date date|due datetime|' +
    'deadline|deadline date|date due|date|end date|fällig|fällig am|fälligkeit|fälligkeitsdatum|termin|datum|échéance|' +
    "date d'échéance|vencimiento|fecha de vencimiento|fecha límite|fecha|scadenza|data di scadenza|vervaldatum|" +
    'data de vencimento',
  notes:
    'description|desc|card description|notes|note|body|body content|details|comment|comments|memo|' +
    'beschreibung|notiz|notizen|remarques|notas|descripción|descrizione|beschrijving|descrição',
  created:
    'created|created on|created at|created date|created time|created date time|date created|creation date|date added|' +
    'added at|erstellt|erstellt am|créé le|creado|creato|aangemaakt',
  completed:
    'completed|completed on|completed at|completed date|completed time|completed date time date time|date completed|' +
    'completion date|completed datetime|done|is done|is completed|checked|is checked|complete|% complete|finished|' +
    'status|state|erledigt|abgeschlossen|erledigt am|terminé|completado|completato|voltooid|concluído',
  address: 'url|link|address|source address|source url|source|card url|permalink|web link|permalink url',
  addressTitle: 'source title',
  priority:
    'priority|importance|priorität|wichtigkeit|priorité|importancia|prioridad|priorità|prioriteit|prioridade',
  repeat: 'repeat|repeats|recurrence|recurring|rrule|repeat rule|wiederholung',
  ignored:
    'id|gid|uid|uuid|guid|key|etag|kind|self link|order|position|sort order|version|last modified|modified|updated|' +
    'updated at|date modified|last activity date|task id|parent id|list id|board id|card id|project id|odata etag',
};

const known = new Map(
  Object.entries(names).flatMap(
    ([use, list]) => list.split('|').map((name) => [name, use as Use] as const), // a key of `names`
  ),
);

/** `dueDate`, `Due_Date`, ` due  date:` and `Due date (optional)` are one name. */
export const plainName = (name: string): string =>
  name
    .slice(0, 200)
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replace(/\([^()]*\)$/, '')
    .replace(/[\s_.@:*-]+/gu, ' ')
    .trim();

/** A column with a name that is not known goes into the description. */
export const guessUse = (name: string): Use => known.get(plainName(name)) ?? 'words';
