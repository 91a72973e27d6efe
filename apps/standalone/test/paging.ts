/** Every item of a list, page after page; `next` of a page is the parameter `by` of the following one. */
export const readAllPages = async <T>(
  url: string,
  path: string,
  token: string,
  by: 'cursor' | 'after',
): Promise<readonly T[]> => {
  const items: T[] = [];
  for (let next: string | null = null; ;) {
    const response = await fetch(`${url}${path}${next === null ? '' : `&${by}=${next}`}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const page = (await response.json()) as { data: T[]; next: string | null };
    if (response.status !== 200) throw new Error(`${path} answered ${response.status} ${JSON.stringify(page)}`);
    items.push(...page.data);
    if (page.next === null) return items;
    next = page.next;
  }
};
