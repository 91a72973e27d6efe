export default async () => {
  await globalThis.sohoiTestPostgres?.stop();
};
