"""政策解读、政策库、宣贯与推送: how the organ brings its policies to those whom they concern.

Owns the policy library and its printed compilations, interpretations tied to their policy both ways, briefings
(会议宣贯、电视讲堂、政策进园区 …) and notifications. Follows 国办发〔2016〕80号 (解读) and the key points of the year.
What a newspaper or a website printed is `proactive.PublicationRecord`, and is registered there only.
"""
