import { useEffect, useState } from 'preact/hooks';
import type { ListedUser } from '../../contract/profile.ts';
import { Button } from '../../ui/button.tsx';
import { call } from '../../ui/call.ts';
import { Failure } from '../../ui/note.tsx';
import { useSubmission } from '../../ui/submission.ts';
import { language, text } from '../../ui/texts.ts';

/** Everybody's rows, for administrators; it is the server that says who is one. */
export function AdminUsers() {
  const [users, setUsers] = useState<ListedUser[]>([]);
  /** Where the next page begins; null at the end. */
  const [next, setNext] = useState<string | null>(null);
  const submission = useSubmission();
  const load = (cursor: string | null) =>
    void submission.run(async () => {
      const page = await call('admin.users', { cursor });
      setUsers((known) => (cursor === null ? page.users : [...known, ...page.users]));
      setNext(page.next);
    });
  useEffect(() => load(null), []);
  return (
    <div class="part">
      <h3 id="admin-users">{text('admin_users')}</h3>
      <table class="users" aria-labelledby="admin-users">
        <thead>
          <tr>
            <th scope="col">{text('field_username')}</th>
            <th scope="col">{text('admin_since')}</th>
            <th scope="col">{text('admin_terms')}</th>
          </tr>
        </thead>
        <tbody>
          {users.map((user) => (
            <tr key={user.sub}>
              <td>{user.username}</td>
              <td>{new Date(user.createdAt).toLocaleDateString(language(), { dateStyle: 'medium' })}</td>
              <td>{text(user.termsAccepted ? 'admin_accepted' : 'admin_open')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Failure error={submission.error} onRetry={() => load(null)} />
      {next !== null && (
        <div class="buttons">
          <Button small quiet busy={submission.busy} onClick={() => load(next)}>
            {text('admin_more')}
          </Button>
        </div>
      )}
    </div>
  );
}
