import type { Configuration, KoaContextWithOIDC } from 'oidc-provider';
import { escaped, languageOf, page } from './pages.js';
import type { Language } from './pages.js';

type Features = NonNullable<Configuration['features']>;
type Logout = NonNullable<Features['rpInitiatedLogout']>;
type Text = { readonly title: string; readonly body: string };

type Answer = Pick<KoaContextWithOIDC, 'get' | 'set' | 'type' | 'body'>;

const show = (context: Answer, texts: Record<Language, Text>): void => {
  const language = languageOf(context.get('accept-language'));
  const { title, body } = texts[language];
  context.type = 'html';
  context.set('content-language', language);
  context.body = page(language, title, body);
};

/** After so long it is worth trying again where there was no room. */
const FULL_S = 60;

export const showError = (
  context: Answer,
  { error, error_description: why }: { readonly error: string; readonly error_description?: string | undefined },
): void => {
  if (error === 'temporarily_unavailable') {
    context.set('retry-after', String(FULL_S));
    return show(context, {
      vi: {
        title: 'Đang có quá nhiều người đăng nhập',
        body: `<p>Chưa nhận thêm được lượt đăng nhập. Hãy thử lại sau ${FULL_S} giây.</p>`,
      },
      en: {
        title: 'Too many are signing in',
        body: `<p>No other sign-in can begin just now. Try again in ${FULL_S} s.</p>`,
      },
    });
  }
  const detail = `<p><code>${escaped([error, why].filter(Boolean).join(': '))}</code></p>`;
  show(context, {
    vi: {
      title: 'Không đăng nhập được',
      body: `<p>Yêu cầu không hợp lệ hoặc đã hết hạn. Hãy bắt đầu lại từ ứng dụng.</p>\n${detail}`,
    },
    en: {
      title: 'You cannot sign in like this',
      body: `<p>The request is not valid, or has expired. Start again from the application.</p>\n${detail}`,
    },
  });
};

export const showTooMany = (context: Answer, seconds: number): void =>
  show(context, {
    vi: {
      title: 'Đăng nhập quá nhiều lần',
      body: `<p>Quá nhiều lượt đăng nhập từ địa chỉ này. Hãy thử lại sau ${seconds} giây.</p>`,
    },
    en: {
      title: 'Too many sign-ins',
      body: `<p>Too many sign-ins were begun from this address. Try again in ${seconds} s.</p>`,
    },
  });

/** @param form the provider's own, without its buttons */
export const showLogout: NonNullable<Logout['logoutSource']> = (context, form) => {
  const buttons = (yes: string, no: string): string =>
    `${form}
<button type="submit" form="op.logoutForm" name="logout" value="yes">${yes}</button>
<button type="submit" form="op.logoutForm">${no}</button>`;
  show(context, {
    vi: { title: 'Đăng xuất?', body: buttons('Đăng xuất', 'Ở lại') },
    en: { title: 'Sign out?', body: buttons('Sign out', 'Stay signed in') },
  });
};

export const showLoggedOut: NonNullable<Logout['postLogoutSuccessSource']> = (context) =>
  show(context, {
    vi: { title: 'Đã đăng xuất', body: '<p>Bạn có thể đóng trang này.</p>' },
    en: { title: 'You are signed out', body: '<p>You can close this page.</p>' },
  });
