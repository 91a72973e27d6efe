import { escaped, page } from './pages.js';
import type { Language } from './pages.js';
import { demoPersons } from './persons.js';

const WORDS = {
  vi: {
    title: 'Đăng nhập bản dùng thử',
    person: 'Bạn là ai?',
    password: 'Mật khẩu dùng thử',
    where: 'Lệnh “npm run --silent sohoi -- credentials” in mật khẩu này.',
    submit: 'Đăng nhập',
    wrong: 'Mật khẩu không đúng. Hãy nhập lại.',
    wait: (seconds: number) => `Sai mật khẩu quá nhiều lần. Hãy thử lại sau ${seconds} giây.`,
    nobody: 'Hãy chọn một người trong danh sách.',
  },
  en: {
    title: 'Sign in to the demo',
    person: 'Who are you?',
    password: 'Demo password',
    where: 'The command “npm run --silent sohoi -- credentials” prints it.',
    submit: 'Sign in',
    wrong: 'That is not the password. Type it again.',
    wait: (seconds: number) => `Too many wrong passwords. Try again in ${seconds} s.`,
    nobody: 'Choose a person of the list.',
  },
} as const;

/** Those who sign in with the password; a service has its secret. */
export const signInPersons = Object.values(demoPersons).filter(({ role }) => role !== 'subscriber');

export type SignInFailure = 'wrong' | 'nobody' | { readonly waitSeconds: number };

export const signInPage = (
  language: Language,
  { chosen, failure }: { readonly chosen?: string | undefined; readonly failure?: SignInFailure },
): string => {
  const words = WORDS[language];
  const options = signInPersons.map(
    ({ sub, name }) =>
      `<option value="${escaped(sub)}"${sub === chosen ? ' selected' : ''}>${escaped(name[language])}</option>`,
  );
  const said =
    failure === undefined ? '' : `<p role="alert" id="failure">${escaped(sentenceFor(failure, language))}</p>\n`;
  const described = failure === undefined ? 'where' : 'failure where';
  return page(
    language,
    words.title,
    `${said}<form method="post">
<label for="person">${words.person}</label>
<select id="person" name="person" required>
${options.join('\n')}
</select>
<label for="password">${words.password}</label>
<input id="password" name="password" type="password" required maxlength="200" autocomplete="current-password" aria-describedby="${described}">
<p id="where">${words.where}</p>
<button type="submit">${words.submit}</button>
</form>`,
  );
};

const sentenceFor = (failure: SignInFailure, language: Language): string =>
  typeof failure === 'string' ? WORDS[language][failure] : WORDS[language].wait(failure.waitSeconds);
