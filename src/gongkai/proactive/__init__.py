"""主动公开: what was published where, and what the organ decided (条例 arts 19–26, table 二 and part 一).

Owns the channels and new-media accounts with their filing and followers, the record of everything that
appeared on a channel (`PublicationRecord`, the only thing that measures of publication count), licences,
penalties and coercion, results of supervision, fees, and the answers to proposals.
"""
