-- words: what rows say of a charge, each combination once
select
  row_number() over (order by "LAW_CODE", "PD_DESC", "LAW_CAT_CD", "ARREST_BORO") as word,
  "LAW_CODE" as r0,
  "PD_DESC" as r1,
  "LAW_CAT_CD" as r2,
  "ARREST_BORO" as r3,
  cast(null as varchar) as "offense",
  case when trim(cast("LAW_CODE" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CODE" as varchar)) end as "code",
  case when trim(cast("PD_DESC" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("PD_DESC" as varchar)) end as "description",
  cast(null as varchar) as "conduct",
  case when case when case when trim(cast("LAW_CAT_CD" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CAT_CD" as varchar)) end is null then null when case when trim(cast("LAW_CAT_CD" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CAT_CD" as varchar)) end = 'F' then 'felony' when case when trim(cast("LAW_CAT_CD" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CAT_CD" as varchar)) end = 'M' then 'misdemeanor' when case when trim(cast("LAW_CAT_CD" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CAT_CD" as varchar)) end = 'V' then 'violation' when case when trim(cast("LAW_CAT_CD" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CAT_CD" as varchar)) end = 'I' then 'infraction' else null end in ('infraction', 'violation', 'misdemeanor', 'gross_misdemeanor', 'felony') then case when case when trim(cast("LAW_CAT_CD" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CAT_CD" as varchar)) end is null then null when case when trim(cast("LAW_CAT_CD" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CAT_CD" as varchar)) end = 'F' then 'felony' when case when trim(cast("LAW_CAT_CD" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CAT_CD" as varchar)) end = 'M' then 'misdemeanor' when case when trim(cast("LAW_CAT_CD" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CAT_CD" as varchar)) end = 'V' then 'violation' when case when trim(cast("LAW_CAT_CD" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CAT_CD" as varchar)) end = 'I' then 'infraction' else null end end as "level",
  case when case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end in ('us-ca/los-angeles', 'us-ca/san-francisco', 'us-ct/new-haven', 'us-il/cook', 'us-ma/middlesex', 'us-md/baltimore', 'us-mi/washtenaw', 'us-ny/bronx', 'us-ny/brooklyn', 'us-ny/manhattan', 'us-ny/queens', 'us-ny/staten-island', 'us-pa/philadelphia', 'us-wa/seattle') or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-ca/los-angeles/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-ca/san-francisco/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-ct/new-haven/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-il/cook/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-ma/middlesex/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-md/baltimore/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-mi/washtenaw/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-ny/bronx/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-ny/brooklyn/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-ny/manhattan/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-ny/queens/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-ny/staten-island/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-pa/philadelphia/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-wa/seattle/%' then case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end end as "place",
  cast(null as varchar) as "comment",
  cast(null as varchar) as "more_charges",
  cast(null as varchar) as "charges_in_case",
  cast(null as varchar) as "disposed_offense",
  cast(null as varchar) as "disposed_code",
  cast(null as varchar) as "disposed_description",
  case when trim(cast("LAW_CAT_CD" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CAT_CD" as varchar)) end as "own level",
  case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end as "own place",
  0 as mood,
  case when trim(cast("LAW_CODE" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CODE" as varchar)) end is null and case when trim(cast("PD_DESC" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("PD_DESC" as varchar)) end is null and case when case when case when trim(cast("LAW_CAT_CD" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CAT_CD" as varchar)) end is null then null when case when trim(cast("LAW_CAT_CD" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CAT_CD" as varchar)) end = 'F' then 'felony' when case when trim(cast("LAW_CAT_CD" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CAT_CD" as varchar)) end = 'M' then 'misdemeanor' when case when trim(cast("LAW_CAT_CD" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CAT_CD" as varchar)) end = 'V' then 'violation' when case when trim(cast("LAW_CAT_CD" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CAT_CD" as varchar)) end = 'I' then 'infraction' else null end in ('infraction', 'violation', 'misdemeanor', 'gross_misdemeanor', 'felony') then case when case when trim(cast("LAW_CAT_CD" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CAT_CD" as varchar)) end is null then null when case when trim(cast("LAW_CAT_CD" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CAT_CD" as varchar)) end = 'F' then 'felony' when case when trim(cast("LAW_CAT_CD" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CAT_CD" as varchar)) end = 'M' then 'misdemeanor' when case when trim(cast("LAW_CAT_CD" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CAT_CD" as varchar)) end = 'V' then 'violation' when case when trim(cast("LAW_CAT_CD" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CAT_CD" as varchar)) end = 'I' then 'infraction' else null end end is null and case when case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end in ('us-ca/los-angeles', 'us-ca/san-francisco', 'us-ct/new-haven', 'us-il/cook', 'us-ma/middlesex', 'us-md/baltimore', 'us-mi/washtenaw', 'us-ny/bronx', 'us-ny/brooklyn', 'us-ny/manhattan', 'us-ny/queens', 'us-ny/staten-island', 'us-pa/philadelphia', 'us-wa/seattle') or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-ca/los-angeles/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-ca/san-francisco/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-ct/new-haven/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-il/cook/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-ma/middlesex/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-md/baltimore/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-mi/washtenaw/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-ny/bronx/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-ny/brooklyn/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-ny/manhattan/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-ny/queens/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-ny/staten-island/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-pa/philadelphia/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-wa/seattle/%' then case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end end is null as blank
from (
  select distinct
    coalesce(cast("LAW_CODE" as varchar), '') as "LAW_CODE",
    coalesce(cast("PD_DESC" as varchar), '') as "PD_DESC",
    coalesce(cast("LAW_CAT_CD" as varchar), '') as "LAW_CAT_CD",
    coalesce(cast("ARREST_BORO" as varchar), '') as "ARREST_BORO"
  from source
) as source

-- days: the dates of rows, each combination once
select
  row_number() over (order by "ARREST_DATE") as day,
  "ARREST_DATE" as r0,
  case when try_cast(left("ARREST_DATE", 10) as date) between date '0001-01-01' and date '9999-12-31' then try_cast(left("ARREST_DATE", 10) as date) end as "arrested_on_first",
  case when try_cast(left("ARREST_DATE", 10) as date) between date '0001-01-01' and date '9999-12-31' then try_cast(left("ARREST_DATE", 10) as date) end as "arrested_on_last",
  case when try_cast(left("ARREST_DATE", 10) as date) between date '0001-01-01' and date '9999-12-31' then try_cast(left("ARREST_DATE", 10) as date) end is null as blank
from (
  select distinct
    coalesce(cast("ARREST_DATE" as varchar), '') as "ARREST_DATE"
  from source
) as source

-- read: each row of the file with the numbers of its words and its dates
select
  s.source_row,
  case when trim(cast("ARREST_KEY" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_KEY" as varchar)) end as charge_id,
  case when trim(cast("ARREST_KEY" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_KEY" as varchar)) end as case_id,
  cast(null as varchar) as person_id,
  w.word,
  w.mood,
  d.day,
  w.blank and d.blank as blank
from source as s
join words as w on w.r0 = coalesce(cast(s."LAW_CODE" as varchar), '') and w.r1 = coalesce(cast(s."PD_DESC" as varchar), '') and w.r2 = coalesce(cast(s."LAW_CAT_CD" as varchar), '') and w.r3 = coalesce(cast(s."ARREST_BORO" as varchar), '')
join days as d on d.r0 = coalesce(cast(s."ARREST_DATE" as varchar), '')

-- repeated: ids that several rows have, and the first of them
select charge_id, min(source_row) as first_row
from read
where charge_id in (
  select charge_id from read where charge_id is not null group by charge_id having count(*) > 1
)
group by charge_id

-- aside: rows that are no charge of their own
select source_row, 'the row is empty' as reason
from read
where blank and charge_id is null and case_id is null
union all
select r.source_row, 'a charge with this id came before' as reason
from read as r
join repeated as f on f.charge_id = r.charge_id
where r.source_row > f.first_row

-- quarantine: rows that are no charge, and why
select source_row, min(reason) as reason
from aside
group by source_row

-- charges: one row per charge
select
  r.source_row,
  coalesce(r.charge_id, 'row ' || cast(r.source_row as varchar)) as charge_id,
  r.case_id,
  r.person_id,
  r.word,
  r.day,
  r.mood as mood
from read as r
left join quarantine as q on q.source_row = r.source_row
where q.source_row is null

-- strings: distinct charge strings, and what charges ended as
select row_number() over (order by coalesce(offense, ''), coalesce(code, ''), coalesce(description, ''), coalesce(conduct, ''), coalesce(comment, '')) as charge_string, offense, code, description, conduct, comment
from (
  select distinct * from (
  select offense, code, description, conduct, comment from words
) as said
) as once

-- dated: the days on which each date of a charge may be
select
  day,
  mood,
  cast(null as date) as "offense_on_first",
  least("arrested_on_last", date '2026-11-20') as "offense_on_last",
  coalesce("arrested_on_first", cast(null as date)) as "arrested_on_first",
  coalesce("arrested_on_last", date '2026-11-20') as "arrested_on_last",
  case when "arrested_on_first" > date '2026-11-20' then date '2026-11-20' else "arrested_on_first" end as "referred_on_first",
  case when "arrested_on_first" > date '2026-11-20' then "arrested_on_first" else date '2026-11-20' end as "referred_on_last",
  case when "arrested_on_first" > date '2026-11-20' then date '2026-11-20' else "arrested_on_first" end as "filed_on_first",
  case when "arrested_on_first" > date '2026-11-20' then "arrested_on_first" else date '2026-11-20' end as "filed_on_last",
  case when "arrested_on_first" > date '2026-11-20' then date '2026-11-20' else "arrested_on_first" end as "disposed_on_first",
  case when "arrested_on_first" > date '2026-11-20' then "arrested_on_first" else date '2026-11-20' end as "disposed_on_last",
  case when "arrested_on_first" > date '2026-11-20' then date '2026-11-20' else "arrested_on_first" end as "pending_on_first",
  date '2026-11-20' as "pending_on_last"
from (
  select
    m.day,
    m.mood,
    case m.mood % 3 when 1 then 'uncharged' when 2 then 'filed' end as stage,
    d."arrested_on_first" as "arrested_on_first",
    d."arrested_on_last" as "arrested_on_last"
  from (select day, 0 as mood from days) as m
  join days as d on d.day = m.day
) as said

-- moments: these, between the days that matter
select
  day,
  mood,
  coalesce(case when "offense_on_first" is null then null when "offense_on_first" < date '1976-01-01' then 0 when "offense_on_first" < date '1977-01-01' then 1 when "offense_on_first" < date '2007-01-01' then 2 when "offense_on_first" < date '2008-01-01' then 3 when "offense_on_first" < date '2021-02-02' then 4 when "offense_on_first" < date '2021-02-03' then 5 else 6 end, 0) as law_first,
  coalesce(case when "offense_on_last" is null then null when "offense_on_last" < date '1976-01-01' then 0 when "offense_on_last" < date '1977-01-01' then 1 when "offense_on_last" < date '2007-01-01' then 2 when "offense_on_last" < date '2008-01-01' then 3 when "offense_on_last" < date '2021-02-02' then 4 when "offense_on_last" < date '2021-02-03' then 5 else 6 end, 6) as law_last,
  case when "filed_on_first" is null then cast(null as date) when "filed_on_first" < date '2022-01-03' then date '0001-01-01' else date '2022-01-03' end as "filed_on_first",
  case when "filed_on_last" is null then cast(null as date) when "filed_on_last" < date '2022-01-03' then date '0001-01-01' else date '2022-01-03' end as "filed_on_last"
from dated

-- clocks: the moments, each once, numbered
select
  row_number() over (order by law_first, law_last, "filed_on_first", "filed_on_last") as clock,
  law_first, law_last, "filed_on_first", "filed_on_last"
from moments
group by law_first, law_last, "filed_on_first", "filed_on_last"

-- timed: charges with the number of their moment
select
  c.*,
  k.clock
from charges as c
join (
  select
    m.day,
    m.mood,
    k.clock
  from moments as m
  join clocks as k on k.law_first = m.law_first and k.law_last = m.law_last and coalesce(k."filed_on_first", date '9999-12-31') = coalesce(m."filed_on_first", date '9999-12-31') and coalesce(k."filed_on_last", date '9999-12-31') = coalesce(m."filed_on_last", date '9999-12-31')
) as k on k.day = c.day and k.mood = c.mood

-- pairs: combinations of words and moments, and how many charges have each
select
  word,
  clock,
  mood,
  count(*) as n
from timed
group by word, clock, mood

-- coded: these with the number of their charge string and their stretch of law
select
  p.word,
  p.clock,
  p.mood,
  p.n,
  w."offense",
  w."code",
  w."description",
  w."conduct",
  w."level",
  w."place",
  w."comment",
  w."more_charges",
  w."charges_in_case",
  w."disposed_offense",
  w."disposed_code",
  w."disposed_description",
  k.law_first,
  k.law_last,
  k."filed_on_first",
  k."filed_on_last",
  s.charge_string
from pairs as p
join words as w on w.word = p.word
join clocks as k on k.clock = p.clock
join strings as s on coalesce(w.offense, '') = coalesce(s.offense, '') and coalesce(w.code, '') = coalesce(s.code, '') and coalesce(w.description, '') = coalesce(s.description, '') and coalesce(w.conduct, '') = coalesce(s.conduct, '') and coalesce(w.comment, '') = coalesce(s.comment, '')

-- known: combinations with what the law says of them
select
  c.*,
  l.cells,
  l.conduct_class,
  l.asks,
  l.o3_0 as o3,
  l.o5_0 as o5,
  l.o6_0 as o6,
  l.o7_0 as o7,
  l.p3,
  l.p5,
  l.p6,
  l.p7,
  coalesce(true, false) as wanted
from coded as c
join law as l on coalesce(l.level, '') = coalesce(c.level, '') and l.charge_string = c.charge_string and l.law_first = c.law_first and l.law_last = c.law_last

-- asked: charges whose case or history can matter
select
  c.source_row,
  c.case_id,
  c.person_id,
  c.word,
  c.clock,
  c.mood,
  k.o3,
  k.o5,
  k.o6,
  k.o7,
  k.p3,
  k.p5,
  k.p6,
  k.p7
from timed as c
join known as k on k.word = c.word and k.clock = c.clock and k.mood = c.mood
where k.asks and k.wanted

-- cases: the tests of other charges, counted by case
select
  c.case_id,
  sum(case when k.o3 = 2 then 1 else 0 end) as y3,
  sum(case when k.o3 = 3 then 1 else 0 end) as m3,
  sum(case when k.o5 = 2 then 1 else 0 end) as y5,
  sum(case when k.o5 = 3 then 1 else 0 end) as m5,
  sum(case when k.o6 = 2 then 1 else 0 end) as y6,
  sum(case when k.o6 = 3 then 1 else 0 end) as m6,
  sum(case when k.o7 = 2 then 1 else 0 end) as y7,
  sum(case when k.o7 = 3 then 1 else 0 end) as m7
from (
  select * from timed where case_id in (select case_id from asked where case_id is not null)
) as c
join known as k on k.word = c.word and k.clock = c.clock and k.mood = c.mood
group by c.case_id

-- masks: what each combination may be, as masks of cells
select
  k.word,
  k.clock,
  k.mood,
  k.asks,
  k.n,
  k.cells,
  k.conduct_class,
  (case when k."filed_on_last" is null then 4 when k."filed_on_last" < date '2022-01-03' then 2 else 4 end) - (case when k."filed_on_first" is null then 1 when k."filed_on_first" < date '2022-01-03' then 1 else 2 end) as v1,
  case when k."place" is null then 3 when k."place" = 'us-ny/manhattan' or k."place" like 'us-ny/manhattan/%' then 2 else 1 end as v2,
  3 as v3,
  3 as v4,
  3 as v5,
  3 as v6,
  3 as v7
from known as k
where k.wanted

-- keyed: each combination with its pattern, packed
select
  m.word,
  m.clock,
  m.mood,
  m.asks,
  m.n,
  m.cells,
  m.conduct_class,
  cast(m.v1 * 1 + m.v2 * 4 + m.v3 * 16 + m.v4 * 64 + m.v5 * 256 + m.v6 * 1024 + m.v7 * 4096 as bigint) as k0
from masks as m

-- keyed_rows: charges looked at by themselves, with their pattern
select
  k.source_row,
  m.cells,
  m.conduct_class,
  cast(m.v1 * 1 + m.v2 * 4 + (case when coalesce(s.y3 - case when k.o3 = 2 then 1 else 0 end, 0) > 0 then 2 when coalesce(s.m3 - case when k.o3 = 3 then 1 else 0 end, 0) > 0 or k.p3 <> 1 then 3 else 1 end) * 16 + m.v4 * 64 + (case when coalesce(s.y5 - case when k.o5 = 2 then 1 else 0 end, 0) > 0 then 2 when coalesce(s.m5 - case when k.o5 = 3 then 1 else 0 end, 0) > 0 or k.p5 <> 1 then 3 else 1 end) * 256 + (case when coalesce(s.y6 - case when k.o6 = 2 then 1 else 0 end, 0) > 0 then 2 when coalesce(s.m6 - case when k.o6 = 3 then 1 else 0 end, 0) > 0 or k.p6 <> 1 then 3 else 1 end) * 1024 + (case when coalesce(s.y7 - case when k.o7 = 2 then 1 else 0 end, 0) > 0 then 2 when coalesce(s.m7 - case when k.o7 = 3 then 1 else 0 end, 0) > 0 or k.p7 <> 1 then 3 else 1 end) * 4096 as bigint) as k0
from asked as k
join masks as m on m.word = k.word and m.clock = k.clock and m.mood = k.mood
left join cases as s on s.case_id = k.case_id

-- patterns: distinct patterns and how many charges have each
select cells, conduct_class, k0, cast(sum(n) as bigint) as n, row_number() over (order by cells, conduct_class, k0) as pattern
from (
  select cells, conduct_class, k0, n from keyed where not asks
  union all
  select cells, conduct_class, k0, 1 as n from keyed_rows
) as every_charge
group by cells, conduct_class, k0
