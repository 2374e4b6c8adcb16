"""Documents and their immutable versions, attachments, official documents (公文), normative documents.

Owns what can be published: every text that may leave is a `Document` whose `Version`s are never changed,
each with one hash over everything that a reviewer sees. Follows 条例 arts 8, 16, 20 and 国办发〔2016〕80号
一(一) (公开属性 decided at drafting); knows nothing of review, which stands above.
"""
