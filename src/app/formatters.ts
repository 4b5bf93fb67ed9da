// The formatters of `Intl`, each made once: making one takes longer than a hundred uses of it.

function kept<Options, Formatter>(make: new (locale: string, options?: Options) => Formatter) {
  const made = new Map<string, Formatter>();
  return (locale: string, options?: Options): Formatter => {
    const key = `${locale} ${JSON.stringify(options)}`;
    const formatter = made.get(key) ?? new make(locale, options);
    made.set(key, formatter);
    return formatter;
  };
}

export const getNumberFormat = kept<Intl.NumberFormatOptions, Intl.NumberFormat>(Intl.NumberFormat);
export const getDateTimeFormat = kept<Intl.DateTimeFormatOptions, Intl.DateTimeFormat>(Intl.DateTimeFormat);
export const getPluralRules = kept<Intl.PluralRulesOptions, Intl.PluralRules>(Intl.PluralRules);
export const getRelativeTimeFormat = kept<Intl.RelativeTimeFormatOptions, Intl.RelativeTimeFormat>(
  Intl.RelativeTimeFormat,
);
export const getListFormat = kept<Intl.ListFormatOptions, Intl.ListFormat>(Intl.ListFormat);
export const getCollator = kept<Intl.CollatorOptions, Intl.Collator>(Intl.Collator);
