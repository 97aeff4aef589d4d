import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { longestConfiguration } from '../../contract/limits.ts';
import type { ConfigurationPreview } from '../../contract/operations.ts';
import { Button } from '../../ui/controls/button.tsx';
import { TextArea } from '../../ui/controls/field.tsx';
import { Form } from '../../ui/controls/form.tsx';
import { Failure, Note } from '../../ui/controls/note.tsx';
import { useSubmission } from '../../ui/controls/submission.ts';
import { sentence, text } from '../../ui/i18n/texts.ts';
import { call } from '../../ui/state/call.ts';
import { Hosts } from './hosts.tsx';
import { readText } from './read-text.ts';

type Props = {
  /** Whether there is a configuration to replace. */
  replaces: boolean;
  onImported: () => void;
};

/**
 * Imports a configuration from pasted text in two steps. The first checks it and shows its hosts; the second imports
 * it.
 */
export function ImportConfiguration({ replaces, onImported }: Props) {
  const area = useRef<HTMLTextAreaElement>(null);
  const [pasted, setPasted] = useState('');
  const [preview, setPreview] = useState<ConfigurationPreview | null>(null);
  const [imported, setImported] = useState(false);
  const submission = useSubmission();

  const check = () => {
    setImported(false);
    void submission.run(async () =>
      setPreview(await call('configuration.preview', { configuration: readText(pasted) })),
    );
  };
  const importIt = () =>
    void submission.run(async () => {
      await call('configuration.import', { configuration: readText(pasted) });
      setPreview(null);
      setPasted('');
      setImported(true);
      onImported();
      area.current?.focus();
    });
  const cancel = () => {
    setPreview(null);
    area.current?.focus();
  };
  const { error } = submission;
  const isAboutText = error?.code === 'configurationInvalid' || error?.code === 'configurationUnsupported';

  return (
    <Form submission={submission} onSubmit={check} class="import">
      {replaces && <h3>{text('options_import_heading')}</h3>}
      <TextArea
        label={text('options_import_label')}
        hint={text('options_import_hint')}
        error={error && isAboutText ? sentence(error) : null}
        areaRef={area}
        value={pasted}
        onText={(value) => {
          submission.clear();
          setPreview(null);
          setPasted(value);
        }}
        rows={7}
        maxLength={longestConfiguration}
        spellcheck={false}
        autocomplete="off"
        class="code-text"
      />
      {preview ? (
        <Question
          preview={preview}
          replaces={replaces}
          busy={submission.busy}
          onImport={importIt}
          onCancel={cancel}
        />
      ) : (
        <Button
          type="submit"
          small
          busy={submission.busy}
          busyLabel={text('options_checking')}
          disabled={!pasted.trim()}
        >
          {text('options_check')}
        </Button>
      )}
      {imported && <Note tone="good">{text('options_imported')}</Note>}
      {!isAboutText && <Failure error={error} />}
    </Form>
  );
}

type QuestionProps = {
  preview: ConfigurationPreview;
  replaces: boolean;
  busy: boolean;
  onImport: () => void;
  onCancel: () => void;
};

/** Says what the import changes, and asks for consent. */
function Question({ preview, replaces, busy, onImport, onCancel }: QuestionProps) {
  const question = useRef<HTMLParagraphElement>(null);
  useLayoutEffect(() => question.current?.focus(), []);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields, and this asks by buttons
    <div class="question" role="group" aria-labelledby="import-question">
      <p id="import-question" ref={question} tabIndex={-1}>
        {text('options_question')}
      </p>
      <Hosts hosts={preview.hosts} />
      {replaces && (
        <p>{text(preview.signsOut ? 'options_question_signs_out' : 'options_question_replaces')}</p>
      )}
      <div class="buttons">
        <Button small busy={busy} busyLabel={text('options_importing')} onClick={onImport}>
          {text('options_import')}
        </Button>
        <Button small quiet onClick={onCancel}>
          {text('cancel')}
        </Button>
      </div>
    </div>
  );
}
