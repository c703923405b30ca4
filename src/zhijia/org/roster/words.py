"""The word lists of `lexicon/`."""

from functools import partial

from zhijia.platform.sheets.opening import words

lexicon = partial(words.lexicon, package=__package__)
