import { Choice } from '../../../ui/controls/choice.tsx';
import { dateFormat } from '../../../ui/i18n/formats.ts';
import { language, text } from '../../../ui/i18n/texts.ts';
import { type DayOrder, readDay } from '../../task-files/days.ts';
import { type Encoding, type LegacyEncoding, legacyEncodings } from '../../task-files/decode.ts';

interface DayProps {
  /** A day of the file that can be two. */
  day: string;
  order: DayOrder | null;
  onChoose: (order: DayOrder) => void;
}

/** Asks once for the file which part of its days is the day, by one of its days. */
export function DayQuestion({ day, order, onChoose }: DayProps) {
  const said = (as: DayOrder) => {
    const read = readDay(day, { order: as, zone: 'UTC', months: new Map() });
    return read && read !== 'unclear'
      ? dateFormat(language(), { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(read.day))
      : day;
  };
  return (
    <div class="question">
      <Choice
        label={text('import_which_day', day)}
        value={order ?? 'open'}
        options={[
          ...(order === null ? [['open', text('import_choose')] as const] : []),
          ['dayFirst', said('dayFirst')],
          ['monthFirst', said('monthFirst')],
        ]}
        onChoose={(chosen) => {
          if (chosen !== 'open') onChoose(chosen);
        }}
      />
    </div>
  );
}

interface EncodingProps {
  encoding: Encoding;
  onChoose: (encoding: LegacyEncoding) => void;
}

/** Asks for the encoding of a file that does not say which one it has. */
export function EncodingQuestion({ encoding, onChoose }: EncodingProps) {
  return (
    <div class="question">
      <Choice
        label={text('import_encoding')}
        value={legacyEncodings.find((one) => one === encoding) ?? 'windows-1252'}
        options={legacyEncodings.map((one) => [one, one.toUpperCase()] as const)}
        onChoose={onChoose}
      />
    </div>
  );
}
