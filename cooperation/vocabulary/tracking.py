"""Parameters that other sites and newsletters add to an address to follow those who open it.

None of them says what is asked for. Names are in small letters.
"""

TRACKING_BEGINNINGS = ("utm_", "mtm_", "pk_", "hsa_", "vero_", "oly_")
TRACKING_NAMES = frozenset(
    {
        # Google
        "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "gad_source", "gad_campaignid",
        "srsltid", "_ga", "_gl", "_gac",
        # Meta
        "fbclid", "igshid", "igsh", "fb_action_ids", "fb_action_types", "fb_ref", "fb_source",
        # Microsoft, LinkedIn, X, TikTok, Snapchat, Pinterest, Reddit, Yandex
        "msclkid", "li_fat_id", "trk", "twclid", "ref_src", "ref_url", "ttclid", "sccid",
        "epik", "rdt_cid", "yclid", "ysclid", "_openstat",
        # Newsletters and their like: Mailchimp, HubSpot, Marketo, Adobe, Klaviyo
        "mc_cid", "mc_eid", "_hsenc", "_hsmi", "__hstc", "__hssc", "__hsfp", "hsctatracking",
        "mkt_tok", "s_cid", "_kx",
    }
)  # fmt: skip
