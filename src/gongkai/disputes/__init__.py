"""复议与诉讼: cases brought against what the organ did about disclosure, and how they ended.

Owns the register of disputes and table 四 (条例 art 51; 行政复议法 art 11(14), 行政诉讼法): on which day the organ
became a party, when it answered in writing, how the case ended. A case names the request that it is about where there
is one. The clocks and the columns of outcomes are `law`'s.
"""
