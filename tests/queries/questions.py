"""A hundred questions that readers may type, each with every record that answers it.

What counts as an answer was decided from what the records say, not from what the search gives.
Records are named by kind and slug; `km-…` are those that the test makes with Khmer names.
"""

CARE_POLICY = (
    "programme/ilo-care-policy-support commitment/ilo-assistance-on-care-policy "
    "commitment/explore-new-frameworks-for-care-policy "
    "statement/qian-on-the-future-of-ilo-support statement/qian-on-childcare-and-cooperatives"
)
SERVICES = (
    "event/employment-services-training event/employment-services-training-online-course "
    "event/employment-services-training-of-trainers "
    "event/employment-services-training-provincial-sessions "
    "event/employment-services-training-webinars event/indonesia-exchange-2024 "
    "organisation/employment-services-training-participants "
    "programme/prossce-asean programme/ilo-nea-collaboration "
    "programme/decent-employment-for-youth-phase-3 source/employment-services-training "
    "statement/sereyvorlak-on-stronger-counsellors"
)
MIGRANTS = (
    "event/evidence-based-policy-course-2025 programme/workplan-2026-2027 "
    "statement/prasad-on-practical-solutions"
)
PROTECTION = (
    "event/evidence-based-policy-course-2025 programme/workplan-2026-2027 "
    "programme/dwcp-2024-2028 statement/heng-sour-on-a-workplan-of-execution "
    "statement/shawa-on-timely-training"
)
WORKPLAN = (
    "programme/workplan-2024-2025 programme/workplan-2026-2027 "
    "event/workplan-endorsement-meeting-2026 commitment/submit-workplan-2026-2027-for-endorsement "
    "statement/heng-sour-on-a-workplan-of-execution "
    "statement/sam-soeun-on-protecting-the-vulnerable "
    "statement/qian-on-an-instrument-of-delivery"
)
WAGES = "event/evidence-based-policy-course-2025 statement/prasad-on-practical-solutions"
YOUTH = "programme/decent-employment-for-youth programme/decent-employment-for-youth-phase-3"
MLVT = (
    "organisation/mlvt post/secretary-of-state-mlvt commitment/continue-capacity-building "
    "statement/som-chamnan-on-policy-and-evidence"
)
MLVT_AT_LABOUR = "organisation/mlvt event/workplan-endorsement-meeting-2026"
INDONESIA = "event/indonesia-exchange-2024 organisation/indonesia-ministry-of-manpower"
NEA = "organisation/nea post/deputy-director-general-nea programme/ilo-nea-collaboration"
UN = (
    "organisation/united-nations post/un-resident-coordinator "
    "statement/tamesis-on-digital-learning statement/naron-on-the-partnership-with-the-ilo"
)
PURSAT = "organisation/pursat-job-centre post/chief-of-pursat-job-centre"
CHILDCARE = (
    "statement/qian-on-the-future-of-ilo-support statement/qian-on-childcare-and-cooperatives "
    "commitment/ilo-assistance-on-care-policy "
    "programme/ilo-care-policy-support"
)
COUNSELLORS = "statement/sereyvorlak-on-stronger-counsellors"
MATERNITY = (
    "commitment/ilo-assistance-on-care-policy programme/ilo-care-policy-support "
    "statement/qian-on-the-future-of-ilo-support"
)
LIFELONG = "event/skills-partner-forum-2022 statement/samheng-on-investing-in-the-young"
WAGE_POLICY = "event/evidence-based-policy-course-2025"
DECARBONISATION = "event/skills-partner-forum-2022 statement/buckley-on-digital-and-green-jobs"
RELATIONS = "statement/heng-sour-on-a-workplan-of-execution programme/workplan-2026-2027"
WEBINARS = "event/employment-services-training-webinars event/employment-services-training"
COOPERATIVES = (
    "statement/qian-on-childcare-and-cooperatives commitment/ilo-assistance-on-care-policy "
    "programme/ilo-care-policy-support"
)

ENGLISH = {
    # Names, short forms and other names: stated, or made of initials.
    "MLVT": MLVT,
    "mlvt": MLVT,
    "MoLVT": MLVT,
    "Ministry of Labour and Vocational Training": MLVT,
    "ministry of labor & vocational training": MLVT,
    "NEA": NEA,
    "National Employment Agency": NEA,
    "CAMFEBA": "organisation/camfeba post/vice-president-camfeba",
    "Federation of Employers": "organisation/camfeba",
    "MoEYS": "organisation/ministry-of-education",
    "DWCP": "programme/dwcp-2024-2028 statement/qian-on-an-instrument-of-delivery",
    "decent work country program": "programme/dwcp-2024-2028 programme/workplan-2026-2027",
    "UN": UN,
    "United Nations": UN,
    "Swiss Agency": "organisation/sdc",
    "XM-DAC-41302": "organisation/ilo",
    "Qian Xiaoyan": "person/xiaoyan-qian",
    "Dr. Naron": "person/hang-chuon-naron",
    "heng  SOUR ": "person/heng-sour",
    "Pursat": PURSAT,
    "job center": PURSAT,
    "Indonesia": f"{INDONESIA} programme/prossce-asean",
    "manpower": INDONESIA,
    "ASEAN": "programme/prossce-asean event/indonesia-exchange-2024",
    "country director": "post/ilo-country-director event/care-economy-talks",
    "deputy prime minister": "post/deputy-prime-minister",
    # Words inside texts and parts, in either spelling, apart or as one.
    "migrant workers": MIGRANTS,
    "wages": WAGES,
    "wage policy": WAGE_POLICY,
    "social protection": PROTECTION,
    "care policy": CARE_POLICY,
    "childcare": CHILDCARE,
    "child care": CHILDCARE,
    "maternity": MATERNITY,
    "counsellors": COUNSELLORS,
    "counselors": COUNSELLORS,
    "workplan": WORKPLAN,
    "work plan": WORKPLAN,
    "training of trainers": "event/employment-services-training-of-trainers",
    "jobseekers": COUNSELLORS,
    "job seekers": COUNSELLORS,
    "industrial relations": RELATIONS,
    "life-long learning": LIFELONG,
    "TVET": "event/skills-partner-forum-2022",
    "covid 19": "event/skills-partner-forum-2022",
    "South–South": "event/employment-services-training",
    "career fairs": "programme/ilo-nea-collaboration",
    "2050": "statement/sereyvorlak-on-stronger-counsellors",
    "human capital": "statement/naron-on-human-capital event/employment-services-training",
    "cooperatives": COOPERATIVES,
    "employment of youth": YOUTH,
    "employment services": SERVICES,
    '"informal workers"': "source/workplan-priorities-2026-2027 programme/workplan-2026-2027",
    "latest trends in the labour market?": "event/employment-services-training-webinars",
    # Slips of one letter or two, beginnings, and inner parts of words.
    "minstry of labour": MLVT_AT_LABOUR,
    "migrnat wokers": MIGRANTS,
    "CAMFEBBA": "organisation/camfeba post/vice-president-camfeba",
    "Heng Suor": "person/heng-sour",
    "Chamnam": "person/som-chamnan",
    "Sereyvorlac": "person/hang-sereyvorlak",
    "Indonesai": f"{INDONESIA} programme/prossce-asean",
    "social protecion": PROTECTION,
    "matternity": MATERNITY,
    "webinarr": WEBINARS,
    "certifed": "statement/tamesis-on-digital-learning",
    "decarbon": DECARBONISATION,
    "seekers": COUNSELLORS,
    # What no one means well, or nothing answers.
    "' OR 1=1 --": "",
    "\u202ecamfeba\u202c": "organisation/camfeba post/vice-president-camfeba",
    'wages" AND (policy': WAGE_POLICY,
    "(wages) ^polic*": WAGES,
    "<b>childcare</b>": CHILDCARE,
    "zinc smelting": "",
    "😀 2050 😀": "statement/sereyvorlak-on-stronger-counsellors",
}

KHMER = {
    # Names as they are, and as they are typed: joined, parted, with unseen spaces.
    "ក្រសួងកិច្ចការនារី": "organisation/km-women",
    "ក្រសួង\u200bកិច្ចការ\u200bនារី": "organisation/km-women",
    "ក្រសួង កិច្ចការនារី": "organisation/km-women",
    "មន្ទីរការងារ": "organisation/km-labour",
    "សុខ សុភាព": "person/km-sopheap",
    "សុខសុភាព": "person/km-sopheap",
    "ជា វណ្ណា": "person/km-vanna",
    "Sok Sopheap": "person/km-sopheap",
    "Battambang": "organisation/km-labour",
    # Words from within, where no space shows where they begin.
    "នារី": "organisation/km-women post/km-director",
    "សហជីព": "organisation/km-union",
    "ប្រាក់ឈ្នួល": "event/km-forum",
    "អប្បបរមា": "event/km-forum",
    "កម្មករកាត់ដេរ": "organisation/km-union event/km-forum",
    "ពលកម្មកុមារ": "source/km-report",
    "ចំណាកស្រុក": "programme/km-migration",
    "សុវត្ថិភាព": "programme/km-migration statement/km-factories",
    "រោងចក្រ": "statement/km-factories commitment/km-care",
    "ទារកដ្ឋាន": "commitment/km-care",
    "ប្រធាន": "post/km-director",
    # Subscripts that look alike, digits of either script, two signs alone.
    "បណ្\u178aុះបណ្\u178aាល": "organisation/km-labour",
    "បណ្\u178fុះបណ្\u178fាល": "organisation/km-labour",
    "ឆ្នាំ២០២៥": "event/km-forum",
    "ប្រាក់ឈ្នួល 2025": "event/km-forum",
    "មន": "organisation/km-labour",
    # A sign amiss, two things at once, and nothing that answers.
    "ក្រសួងកិច្ចកានារី": "organisation/km-women",
    "សម្ព័នសហជីពកម្មករកាត់ដេរ": "organisation/km-union",
    "រោងចក្រ សុវត្ថិភាព": "statement/km-factories",
    "SMP ចំណាកស្រុក": "programme/km-migration",
    "ធនាគារ": "",
}
