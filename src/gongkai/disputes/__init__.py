"""复议与诉讼: cases brought against what the organ did about disclosure, and how they ended.

Owns the register of disputes and table 四 (条例 art 51; 行政复议法 art 11(14), 行政诉讼法). A case names the
request or the reply that it attacks where there is one. The clocks and the columns of outcomes are `law`'s.
"""
