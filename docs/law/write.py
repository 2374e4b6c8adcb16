"""Write the pages of this folder anew from the tables of `gongkai.law`: python docs/law/write.py"""

from pathlib import Path

from gongkai.law import handbook

handbook.write(Path(__file__).parent)
