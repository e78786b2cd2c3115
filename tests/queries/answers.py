"""Records that answer questions together, by kind and slug; see `questions`."""

# An article on the training of officials names whom it concerns and what it is part of.
TRAINING = "event/employment-services-training"
MEETING = "event/workplan-endorsement-meeting-2026"
COURSE = "event/evidence-based-policy-course-2025"
TALKS = "event/care-economy-talks"
CARE_POLICY = (
    "programme/ilo-care-policy-support commitment/ilo-assistance-on-care-policy "
    "commitment/explore-new-frameworks-for-care-policy "
    "statement/qian-on-the-future-of-ilo-support statement/qian-on-childcare-and-cooperatives "
    f"{TALKS} statement/qian-on-formal-care-work"
)
SERVICES = (
    "event/employment-services-training event/employment-services-training-online-course "
    "event/employment-services-training-of-trainers "
    "event/employment-services-training-provincial-sessions "
    "event/employment-services-training-webinars event/indonesia-exchange-2024 "
    "organisation/employment-services-training-participants "
    "programme/prossce-asean programme/ilo-nea-collaboration "
    "programme/decent-employment-for-youth-phase-3 source/employment-services-training "
    "statement/sereyvorlak-on-stronger-counsellors "
    "statement/sheng-ling-on-an-investment-in-the-workforce "
    "statement/chhieng-on-what-participants-gain"
)
EMPLOYMENT = (
    f"{SERVICES} programme/decent-employment-for-youth programme/dwcp-2024-2028 "
    "organisation/nea post/deputy-director-general-nea "
    "statement/samheng-on-investing-in-the-young"
)
EMPLOYERS = (
    "programme/ilo-education-ministry-collaboration organisation/camfeba "
    "organisation/employers-organisations statement/qian-on-formal-care-work "
    "statement/sereyvorlak-on-stronger-counsellors statement/sok-lor-on-fair-labour-relations "
    "commitment/submit-workplan-2026-2027-for-endorsement "
    f"commitment/employers-invest-in-workforce {COURSE} {MEETING} {TRAINING} "
    "programme/ilo-care-policy-support programme/workplan-2026-2027 post/vice-president-camfeba "
    "statement/employers-on-skills-and-productivity"
)
COOPERATION = (
    "programme/dwcp-2024-2028 programme/prossce-asean "
    "programme/decent-employment-for-youth-phase-3 organisation/sdc "
    f"{TRAINING} {MEETING} programme/workplan-2026-2027 "
    "statement/heng-sour-on-a-workplan-of-execution statement/qian-on-an-instrument-of-delivery "
    "commitment/ilo-deeper-cooperation-with-cambodia "
    "commitment/explore-new-frameworks-for-care-policy"
)
MIGRANTS = (
    f"{COURSE} programme/workplan-2026-2027 statement/prasad-on-practical-solutions {MEETING}"
)
PROTECTION = (
    f"{COURSE} programme/workplan-2026-2027 "
    "programme/dwcp-2024-2028 statement/heng-sour-on-a-workplan-of-execution "
    f"statement/shawa-on-timely-training {MEETING}"
)
WORKPLAN = (
    f"programme/workplan-2024-2025 programme/workplan-2026-2027 {MEETING} "
    "commitment/submit-workplan-2026-2027-for-endorsement "
    "statement/heng-sour-on-a-workplan-of-execution "
    "statement/sam-soeun-on-protecting-the-vulnerable "
    "statement/qian-on-an-instrument-of-delivery "
    "statement/employers-on-skills-and-productivity statement/sok-lor-on-fair-labour-relations "
    "statement/workers-on-social-dialogue statement/ilo-on-measurable-outcomes "
    "commitment/employers-invest-in-workforce"
)
WAGES = f"{COURSE} statement/prasad-on-practical-solutions"
YOUTH = (
    "programme/decent-employment-for-youth programme/decent-employment-for-youth-phase-3 "
    f"statement/samheng-on-investing-in-the-young {TRAINING}"
)
MINISTRY = (
    "organisation/mlvt post/secretary-of-state-mlvt post/minister-of-labour organisation/nea "
    f"commitment/continue-capacity-building {COURSE} {MEETING} event/skills-partner-forum-2022 "
    "programme/workplan-2026-2027 statement/som-chamnan-on-policy-and-evidence "
    "statement/samheng-on-investing-in-the-young statement/heng-sour-on-a-workplan-of-execution "
    "commitment/expand-evidence-based-policy-training"
)
MLVT = f"{MINISTRY} person/som-chamnan"
EDUCATION = (
    "organisation/ministry-of-education post/minister-of-education "
    f"programme/ilo-education-ministry-collaboration {TALKS} "
    "statement/naron-on-the-partnership-with-the-ilo statement/naron-on-human-capital "
    "statement/naron-on-skills-and-rights commitment/explore-new-frameworks-for-care-policy"
)
MANPOWER = f"event/indonesia-exchange-2024 organisation/indonesia-ministry-of-manpower {TRAINING}"
INDONESIA = f"{MANPOWER} programme/prossce-asean"
NEA = (
    "organisation/nea post/deputy-director-general-nea programme/ilo-nea-collaboration "
    f"{TRAINING} person/hang-sereyvorlak statement/sereyvorlak-on-stronger-counsellors"
)
CAMFEBA = (
    "organisation/camfeba post/vice-president-camfeba person/sok-lor "
    "statement/sok-lor-on-fair-labour-relations commitment/employers-invest-in-workforce"
)
FEDERATION = (
    "organisation/camfeba post/vice-president-camfeba "
    "statement/sok-lor-on-fair-labour-relations commitment/employers-invest-in-workforce"
)
UN = (
    "organisation/united-nations post/un-resident-coordinator "
    "statement/tamesis-on-digital-learning statement/naron-on-the-partnership-with-the-ilo "
    "organisation/ilo organisation/ilo-research-department "
    "organisation/ilo-regional-analysis-unit person/pauline-tamesis"
)
DWCP = (
    "programme/dwcp-2024-2028 statement/qian-on-an-instrument-of-delivery "
    "programme/workplan-2024-2025 programme/workplan-2026-2027 "
    "statement/ilo-on-measurable-outcomes"
)
COUNTRY_PROGRAMME = (
    "programme/dwcp-2024-2028 programme/workplan-2026-2027 programme/workplan-2024-2025 "
    f"statement/ilo-on-measurable-outcomes {MEETING}"
)
SWISS = f"organisation/sdc programme/decent-employment-for-youth-phase-3 {TRAINING}"
PURSAT = (
    "organisation/pursat-job-centre post/chief-of-pursat-job-centre person/keu-chhieng "
    f"statement/chhieng-on-what-participants-gain {TRAINING}"
)
SPOKEN_BY_QIAN = (
    "statement/qian-on-the-future-of-ilo-support statement/qian-on-childcare-and-cooperatives "
    "statement/qian-on-formal-care-work statement/qian-on-an-instrument-of-delivery "
    "commitment/ilo-assistance-on-care-policy"
)
QIAN = f"person/xiaoyan-qian {TALKS} {SPOKEN_BY_QIAN}"
DIRECTOR = (
    f"post/ilo-country-director {TALKS} person/xiaoyan-qian person/graeme-buckley "
    f"statement/buckley-on-digital-and-green-jobs {SPOKEN_BY_QIAN}"
)
DEPUTY = (
    f"post/deputy-prime-minister {TALKS} person/hang-chuon-naron "
    "statement/naron-on-the-partnership-with-the-ilo statement/naron-on-human-capital "
    "statement/naron-on-skills-and-rights"
)
HENG_SOUR = (
    f"person/heng-sour {COURSE} {MEETING} statement/heng-sour-on-a-workplan-of-execution "
    "statement/som-chamnan-on-policy-and-evidence"
)
CHAMNAN = f"person/som-chamnan {COURSE} statement/som-chamnan-on-policy-and-evidence"
SEREYVORLAK = "person/hang-sereyvorlak statement/sereyvorlak-on-stronger-counsellors"
CHILDCARE = (
    "statement/qian-on-the-future-of-ilo-support statement/qian-on-childcare-and-cooperatives "
    "commitment/ilo-assistance-on-care-policy "
    "programme/ilo-care-policy-support"
)
COUNSELLORS = "statement/sereyvorlak-on-stronger-counsellors"
JOBSEEKERS = f"{COUNSELLORS} {TRAINING}"
MATERNITY = (
    "commitment/ilo-assistance-on-care-policy programme/ilo-care-policy-support "
    "statement/qian-on-the-future-of-ilo-support"
)
LIFELONG = (
    "event/skills-partner-forum-2022 statement/samheng-on-investing-in-the-young "
    f"programme/workplan-2026-2027 {TALKS} {MEETING} statement/tamesis-on-digital-learning "
    "statement/naron-on-human-capital statement/naron-on-skills-and-rights "
    "statement/sheng-ling-on-an-investment-in-the-workforce "
    "statement/heng-sour-on-a-workplan-of-execution "
    "statement/employers-on-skills-and-productivity statement/sok-lor-on-fair-labour-relations "
    "commitment/ilo-deeper-cooperation-with-cambodia commitment/employers-invest-in-workforce"
)
DECARBONISATION = "event/skills-partner-forum-2022 statement/buckley-on-digital-and-green-jobs"
RELATIONS = (
    "statement/heng-sour-on-a-workplan-of-execution programme/workplan-2026-2027 "
    f"{MEETING} statement/sok-lor-on-fair-labour-relations"
)
WEBINARS = "event/employment-services-training-webinars event/employment-services-training"
HUMAN_CAPITAL = (
    f"statement/naron-on-human-capital {TRAINING} {TALKS} programme/ilo-care-policy-support "
    "programme/ilo-education-ministry-collaboration"
)
INFORMAL = f"programme/workplan-2026-2027 {COURSE} {MEETING}"
COOPERATIVES = (
    "statement/qian-on-childcare-and-cooperatives commitment/ilo-assistance-on-care-policy "
    "programme/ilo-care-policy-support"
)
KHMER_WAGES = f"event/km-forum statement/km-factories {WAGES}"
KHMER_TRAINING = (
    "organisation/km-labour programme/ilo-education-ministry-collaboration "
    f"event/skills-partner-forum-2022 {TRAINING} event/employment-services-training-of-trainers "
    "event/employment-services-training-provincial-sessions"
)
GENDER = (
    f"programme/ilo-care-policy-support {TALKS} commitment/ilo-deeper-cooperation-with-cambodia"
)
SAFETY = f"{COURSE} statement/naron-on-skills-and-rights"
YEAR_2025 = f"event/km-forum statement/km-factories programme/workplan-2024-2025 {COURSE}"
