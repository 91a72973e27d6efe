/** The two news reports that the scenario tells, as they name themselves; neither text gives its address. */
export const clusterReport = {
  title: 'Cụm thi đua Trung bộ: Tập trung nâng cao năng lực cán bộ Hội cơ sở',
  date: '2023-06-15',
} as const;

export const classReport = {
  title: 'Hội Liên hiệp Phụ nữ thành phố nâng cao kỹ năng, nghiệp vụ cho gần 500 cán bộ Hội',
  date: '2023-07-12',
} as const;

/** The source of everything made up, so that no reader takes it for a fact. */
export const madeUp = { title: 'Số liệu ví dụ, không có thật' } as const;
