import { useEffect, useState } from 'preact/hooks';
import type { ListedUser } from '../../contract/profile-api.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Failure } from '../../ui/controls/note.tsx';
import { useSubmission } from '../../ui/controls/submission.ts';
import { text } from '../../ui/i18n/texts.ts';
import { call } from '../../ui/state/call.ts';
import { dateTime } from '../../ui/time/date-time.ts';

/** The list of all users, for administrators. The server checks the caller's group; others see nothing here. */
export function UsersSection() {
  const [users, setUsers] = useState<ListedUser[]>([]);
  const [next, setNext] = useState<string | null>(null);
  const submission = useSubmission();
  const load = (cursor: string | null) =>
    void submission.run(async () => {
      const page = await call('admin.users', { cursor });
      setUsers((before) => (cursor === null ? page.users : [...before, ...page.users]));
      setNext(page.next);
    });
  useEffect(() => load(null), []);
  return (
    <section aria-labelledby="users">
      <h2 id="users" class="visually-hidden">
        {text('view_users_heading')}
      </h2>
      <Failure error={submission.error} onRetry={() => load(null)} />
      {users.length > 0 && (
        <table class="users">
          <thead>
            <tr>
              <th scope="col">{text('field_username')}</th>
              <th scope="col">{text('users_since')}</th>
              <th scope="col">{text('terms_heading')}</th>
            </tr>
          </thead>
          <tbody>
            {users.map((user) => (
              <tr key={user.sub}>
                <td>{user.username}</td>
                <td>{dateTime(Date.parse(user.createdAt))}</td>
                <td>{text(user.termsAccepted ? 'users_terms' : 'users_no_terms')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {next !== null && (
        <Button small quiet busy={submission.busy} onClick={() => load(next)}>
          {text('tasks_show_more')}
        </Button>
      )}
    </section>
  );
}
