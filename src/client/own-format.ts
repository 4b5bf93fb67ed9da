// The names of our own export, which it is recognised by. The version rises when an older app would misread it.

export const JSON_FORMAT = 'lockstep';
export const JSON_VERSION = 1;
