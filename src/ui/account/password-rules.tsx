import type { checkPassword, PasswordPolicy, PasswordRule } from '../../domain/password.ts';
import { countText, text } from '../i18n/texts.ts';

interface Props {
  id: string;
  rules: ReturnType<typeof checkPassword>;
  policy: PasswordPolicy | null;
}

/** The user pool's rules. Each one is ticked as soon as the password keeps it. */
export function PasswordRules({ id, rules, policy }: Props) {
  const say = (rule: PasswordRule): string =>
    rule === 'length' ? countText('rule_length', policy?.minimumLength ?? 0) : text(`rule_${rule}`);
  return (
    <ul class="rules" id={id} aria-label={text('rules_label')}>
      {rules.map(({ rule, kept }) => (
        <li key={rule} class={kept ? 'kept' : ''}>
          {say(rule)}
          <span class="visually-hidden"> ({text(kept ? 'rule_kept' : 'rule_broken')})</span>
        </li>
      ))}
    </ul>
  );
}
