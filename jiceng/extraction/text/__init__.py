"""The article prepared once for all rules: words, marks, keywords, pinyin."""
