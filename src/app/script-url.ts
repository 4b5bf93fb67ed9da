// The one place that vouches for addresses of scripts: the content policy lets only this one, and only for our own.

const policy = window.trustedTypes?.createPolicy('lockstep-url', {
  createScriptURL(url) {
    if (new URL(url, location.href).origin !== location.origin) throw new TypeError('not our own script');
    return url;
  },
});

export const vouched = (url: string): string | TrustedScriptURL => policy?.createScriptURL(url) ?? url;
