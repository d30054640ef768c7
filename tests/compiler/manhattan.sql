-- words_written: what rows say of a charge, each combination once, as written
select distinct
  coalesce(cast("LAW_CODE" as varchar), '') as "LAW_CODE",
  coalesce(cast("PD_DESC" as varchar), '') as "PD_DESC",
  coalesce(cast("LAW_CAT_CD" as varchar), '') as "LAW_CAT_CD",
  coalesce(cast("ARREST_BORO" as varchar), '') as "ARREST_BORO"
from source

-- words: what rows say of a charge, each combination once
select
  "number by nolle" as word,
  "LAW_CODE" as r0,
  "PD_DESC" as r1,
  "LAW_CAT_CD" as r2,
  "ARREST_BORO" as r3,
  cast(null as varchar) as "offense",
  case when trim(cast("LAW_CODE" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CODE" as varchar)) end as "code",
  case when trim(cast("PD_DESC" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("PD_DESC" as varchar)) end as "description",
  cast(null as varchar) as "conduct",
  case when case when case when trim(cast("LAW_CAT_CD" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CAT_CD" as varchar)) end is null then null when case when trim(cast("LAW_CAT_CD" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CAT_CD" as varchar)) end = 'F' then 'felony' when case when trim(cast("LAW_CAT_CD" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CAT_CD" as varchar)) end = 'M' then 'misdemeanor' when case when trim(cast("LAW_CAT_CD" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CAT_CD" as varchar)) end = 'V' then 'violation' when case when trim(cast("LAW_CAT_CD" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CAT_CD" as varchar)) end = 'I' then 'infraction' else null end in ('infraction', 'violation', 'misdemeanor', 'gross_misdemeanor', 'felony') then case when case when trim(cast("LAW_CAT_CD" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CAT_CD" as varchar)) end is null then null when case when trim(cast("LAW_CAT_CD" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CAT_CD" as varchar)) end = 'F' then 'felony' when case when trim(cast("LAW_CAT_CD" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CAT_CD" as varchar)) end = 'M' then 'misdemeanor' when case when trim(cast("LAW_CAT_CD" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CAT_CD" as varchar)) end = 'V' then 'violation' when case when trim(cast("LAW_CAT_CD" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CAT_CD" as varchar)) end = 'I' then 'infraction' else null end end as "level",
  case when case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end in ('us-ca/los-angeles', 'us-ca/san-francisco', 'us-ct/new-haven', 'us-il/cook', 'us-la/new-orleans', 'us-ma/middlesex', 'us-ma/suffolk', 'us-md/baltimore', 'us-mi/washtenaw', 'us-ny/bronx', 'us-ny/brooklyn', 'us-ny/manhattan', 'us-ny/queens', 'us-ny/staten-island', 'us-pa/philadelphia', 'us-tx/harris', 'us-tx/travis', 'us-vt/burlington', 'us-wa/king-county', 'us-wa/seattle') or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-ca/los-angeles/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-ca/san-francisco/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-ct/new-haven/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-il/cook/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-la/new-orleans/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-ma/middlesex/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-ma/suffolk/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-md/baltimore/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-mi/washtenaw/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-ny/bronx/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-ny/brooklyn/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-ny/manhattan/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-ny/queens/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-ny/staten-island/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-pa/philadelphia/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-tx/harris/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-tx/travis/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-vt/burlington/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-wa/king-county/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-wa/seattle/%' then case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end end as "place",
  cast(null as varchar) as "comment",
  cast(null as varchar) as "more_charges",
  cast(null as varchar) as "charges_in_case",
  cast(null as varchar) as "disposed_offense",
  cast(null as varchar) as "disposed_code",
  cast(null as varchar) as "disposed_description",
  case when trim(cast("LAW_CAT_CD" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CAT_CD" as varchar)) end as "own level",
  case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end as "own place",
  0 as mood,
  case when trim(cast("LAW_CODE" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CODE" as varchar)) end is null and case when trim(cast("PD_DESC" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("PD_DESC" as varchar)) end is null and case when case when case when trim(cast("LAW_CAT_CD" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CAT_CD" as varchar)) end is null then null when case when trim(cast("LAW_CAT_CD" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CAT_CD" as varchar)) end = 'F' then 'felony' when case when trim(cast("LAW_CAT_CD" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CAT_CD" as varchar)) end = 'M' then 'misdemeanor' when case when trim(cast("LAW_CAT_CD" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CAT_CD" as varchar)) end = 'V' then 'violation' when case when trim(cast("LAW_CAT_CD" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CAT_CD" as varchar)) end = 'I' then 'infraction' else null end in ('infraction', 'violation', 'misdemeanor', 'gross_misdemeanor', 'felony') then case when case when trim(cast("LAW_CAT_CD" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CAT_CD" as varchar)) end is null then null when case when trim(cast("LAW_CAT_CD" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CAT_CD" as varchar)) end = 'F' then 'felony' when case when trim(cast("LAW_CAT_CD" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CAT_CD" as varchar)) end = 'M' then 'misdemeanor' when case when trim(cast("LAW_CAT_CD" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CAT_CD" as varchar)) end = 'V' then 'violation' when case when trim(cast("LAW_CAT_CD" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("LAW_CAT_CD" as varchar)) end = 'I' then 'infraction' else null end end is null and case when case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end in ('us-ca/los-angeles', 'us-ca/san-francisco', 'us-ct/new-haven', 'us-il/cook', 'us-la/new-orleans', 'us-ma/middlesex', 'us-ma/suffolk', 'us-md/baltimore', 'us-mi/washtenaw', 'us-ny/bronx', 'us-ny/brooklyn', 'us-ny/manhattan', 'us-ny/queens', 'us-ny/staten-island', 'us-pa/philadelphia', 'us-tx/harris', 'us-tx/travis', 'us-vt/burlington', 'us-wa/king-county', 'us-wa/seattle') or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-ca/los-angeles/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-ca/san-francisco/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-ct/new-haven/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-il/cook/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-la/new-orleans/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-ma/middlesex/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-ma/suffolk/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-md/baltimore/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-mi/washtenaw/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-ny/bronx/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-ny/brooklyn/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-ny/manhattan/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-ny/queens/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-ny/staten-island/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-pa/philadelphia/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-tx/harris/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-tx/travis/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-vt/burlington/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-wa/king-county/%' or case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end like 'us-wa/seattle/%' then case when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end is null then null when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'M' then 'us-ny/manhattan' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'B' then 'us-ny/bronx' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'K' then 'us-ny/brooklyn' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'Q' then 'us-ny/queens' when case when trim(cast("ARREST_BORO" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_BORO" as varchar)) end = 'S' then 'us-ny/staten-island' else null end end is null as blank
from (
select 0 + row_number() over (order by "LAW_CODE", "PD_DESC", "LAW_CAT_CD", "ARREST_BORO") as "number by nolle", "LAW_CODE", "PD_DESC", "LAW_CAT_CD", "ARREST_BORO" from words_written
) as source

-- days_arrested_on_written: the days written as arrested_on, as written
select distinct
  coalesce(cast("ARREST_DATE" as varchar), '') as "ARREST_DATE"
from source

-- days_arrested_on: the days written as arrested_on
select
  "number by nolle" as day,
  "ARREST_DATE" as r0,
  case when try_cast(left("ARREST_DATE", 10) as date) between date '0001-01-01' and date '9999-12-31' then try_cast(left("ARREST_DATE", 10) as date) end as "arrested_on_first",
  case when try_cast(left("ARREST_DATE", 10) as date) between date '0001-01-01' and date '9999-12-31' then try_cast(left("ARREST_DATE", 10) as date) end as "arrested_on_last"
from (
select case when "ARREST_DATE" = '' then 0 else 0 + row_number() over (order by "ARREST_DATE") end as "number by nolle", "ARREST_DATE" from days_arrested_on_written
) as source

-- lines: each row of the file with the numbers of its words and its dates
select
  s.source_row,
  cast(null as varchar) as person_id,
  case when cast("ARREST_KEY" as varchar) like ' %' or cast("ARREST_KEY" as varchar) like '% ' then case when trim(cast("ARREST_KEY" as varchar)) in ('', '(null)', 'NA', 'NULL') then null else trim(cast("ARREST_KEY" as varchar)) end when cast("ARREST_KEY" as varchar) in ('', '(null)', 'NA', 'NULL') then null else cast("ARREST_KEY" as varchar) end as charge_id,
  w.word,
  d0.day as arrested_on_day
from source as s
join words as w on w.r0 = coalesce(cast(s."LAW_CODE" as varchar), '') and w.r1 = coalesce(cast(s."PD_DESC" as varchar), '') and w.r2 = coalesce(cast(s."LAW_CAT_CD" as varchar), '') and w.r3 = coalesce(cast(s."ARREST_BORO" as varchar), '')
join days_arrested_on as d0 on d0.r0 = coalesce(cast(s."ARREST_DATE" as varchar), '')

-- read: each row of the file with the numbers of its words and its dates, by the standard names
select
  source_row,
  charge_id as charge_id,
  charge_id as case_id,
  person_id as person_id,
  word,
  arrested_on_day
from lines

-- aside: rows that are no charge of their own
select source_row, 'the row is empty' as reason
from read
where word in (select word from words where blank) and arrested_on_day in (select day from days_arrested_on where "arrested_on_first" is null) and charge_id is null and case_id is null

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
  r.arrested_on_day
from read as r
left join quarantine as q on q.source_row = r.source_row
where q.source_row is null

-- counted: charges by their words
select
  word,
  count(*) as n
from charges
group by word

-- strings: distinct charge strings, and what charges ended as
select row_number() over (order by coalesce(offense, ''), coalesce(code, ''), coalesce(description, ''), coalesce(conduct, ''), coalesce(comment, '')) as charge_string, offense, code, description, conduct, comment
from (
  select distinct * from (
  select offense, code, description, conduct, comment from words
) as said
) as once

-- worded: what words say, whatever the dates
select
  w.word as pair,
  w.word,
  n.n,
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
  0 as law_first,
  6 as law_last,
  cast(null as date) as "filed_on_first",
  cast(null as date) as "filed_on_last",
  s.charge_string
from words as w
join counted as n on n.word = w.word
join strings as s on coalesce(w.offense, '') = coalesce(s.offense, '') and coalesce(w.code, '') = coalesce(s.code, '') and coalesce(w.description, '') = coalesce(s.description, '') and coalesce(w.conduct, '') = coalesce(s.conduct, '') and coalesce(w.comment, '') = coalesce(s.comment, '')

-- known_words: combinations with what the law says of them
select
  c.*,
  l.cells,
  l.conduct_class,
  l.asks,
  l.lasting,
  l.gone,
  l.undated,
  l.o3_0 as o3,
  l.o5_0 as o5,
  l.o6_0 as o6,
  l.o7_0 as o7,
  l.p3,
  l.p5,
  l.p6,
  l.p7,
  coalesce(true, false) as wanted
from worded as c
join law as l on coalesce(l.level, '') = coalesce(c.level, '') and l.charge_string = c.charge_string and l.law_first = c.law_first and l.law_last = c.law_last

-- masks_words: what each may be, as masks of cells
select
  k.pair,
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
from known_words as k

-- keyed_words: each combination with its pattern, packed
select
  m.pair,
  m.n,
  k.asks,
  k.word,
  k.lasting,
  k.gone,
  k.undated,
  k.o3,
  k.o5,
  k.o6,
  k.o7,
  k.wanted,
  m.cells,
  m.conduct_class,
  cast(m.v1 as bigint) * 1 + cast(m.v2 as bigint) * 4 + cast(m.v3 as bigint) * 16 + cast(m.v4 as bigint) * 64 + cast(m.v5 as bigint) * 256 + cast(m.v6 as bigint) * 1024 + cast(m.v7 as bigint) * 4096 as k0,
  cast(m.v1 as bigint) * 1 + cast(m.v2 as bigint) * 4 + cast(m.v4 as bigint) * 64 as b0
from masks_words as m
join known_words as k on k.pair = m.pair

-- plan: what the question has to do with each of the words
select
  k.word,
  k.n,
  s.scope,
  k.asks or not k.lasting as asks,
  k.gone,
  k.undated,
  k.cells,
  k.conduct_class,
  k.k0,
  min(k.word) over (partition by s.scope, w.mood, k.cells, k.conduct_class, k.k0) as alike,
  case when k.lasting then k.o3 else 3 end as o3,
  case when k.lasting then k.o5 else 3 end as o5,
  case when k.lasting then k.o6 else 3 end as o6,
  case when k.lasting then k.o7 else 3 end as o7
from keyed_words as k
join words as w on w.word = k.word
join scopes as s on s.cells = k.cells and s.conduct_class = k.conduct_class and s.k0 = k.k0 and s.wanted = k.wanted and s.lasting = k.lasting

-- marks_arrested_on: arrested_on, between the days that matter
select
  day,
  first,
  last,
  dense_rank() over (order by coalesce(cast(first as varchar), ''), coalesce(cast(last as varchar), '')) as mark
from (
  select
    day,
    case when "arrested_on_first" is null then cast(null as date) when "arrested_on_first" < date '1976-01-01' then date '0001-01-01' when "arrested_on_first" < date '1977-01-01' then date '1976-01-01' when "arrested_on_first" < date '2007-01-01' then date '1977-01-01' when "arrested_on_first" < date '2008-01-01' then date '2007-01-01' when "arrested_on_first" < date '2021-02-02' then date '2008-01-01' when "arrested_on_first" < date '2021-02-03' then date '2021-02-02' when "arrested_on_first" < date '2022-01-03' then date '2021-02-03' else date '2022-01-03' end as first,
    case when "arrested_on_last" is null then cast(null as date) when "arrested_on_last" < date '1976-01-01' then date '0001-01-01' when "arrested_on_last" < date '1977-01-01' then date '1976-01-01' when "arrested_on_last" < date '2007-01-01' then date '1977-01-01' when "arrested_on_last" < date '2008-01-01' then date '2007-01-01' when "arrested_on_last" < date '2021-02-02' then date '2008-01-01' when "arrested_on_last" < date '2021-02-03' then date '2021-02-02' when "arrested_on_last" < date '2022-01-03' then date '2021-02-03' else date '2022-01-03' end as last
  from days_arrested_on
) as d

-- rows: charges that the policy speaks of, or may
select
  c.source_row,
  c.charge_id,
  c.case_id,
  c.person_id,
  c.arrested_on_day,
  c.word,
  m0.mark as arrested_on_mark
from charges as c
join marks_arrested_on as m0 on m0.day = c.arrested_on_day
where c.word in (select word from plan where scope = 'inside')

-- dated_pairs: charges of which only the dates tell whether the policy was in force
select
  word, arrested_on_mark,
  count(*) as n
from (
  select
    p.alike as word,
    m0.mark as arrested_on_mark
  from charges as c
  join plan as p on p.word = c.word and p.scope = 'dated'
  join marks_arrested_on as m0 on m0.day = c.arrested_on_day
) as c
group by word, arrested_on_mark

-- pairs: combinations of words and moments, and how many charges have each
select
  word, arrested_on_mark,
  sum(n) as n
from (
  select word, arrested_on_mark, 1 as n from rows
  union all
  select word, arrested_on_mark, n from dated_pairs
) as r
group by word, arrested_on_mark

-- dated: combinations with the days that are written
select
  row_number() over (order by p.word, p.arrested_on_mark) as pair,
  p.word,
  p.arrested_on_mark,
  p.n,
  case w.mood when 1 then 'uncharged' when 2 then 'filed' end as stage,
  m0.first as "arrested_on_first",
  m0.last as "arrested_on_last"
from pairs as p
join words as w on w.word = p.word
join (select distinct mark, first, last from marks_arrested_on) as m0 on m0.mark = p.arrested_on_mark

-- placed: and with the days on which each date of a charge may be
select
  pair,
  word,
  arrested_on_mark,
  n,
  cast(null as date) as "offense_on_first",
  least("arrested_on_last", date '2026-11-20') as "offense_on_last",
  case when "arrested_on_first" > date '2026-11-20' then date '2026-11-20' else "arrested_on_first" end as "filed_on_first",
  case when "arrested_on_first" > date '2026-11-20' then "arrested_on_first" else date '2026-11-20' end as "filed_on_last"
from dated

-- coded: and with their words, their charge string and their stretch of law
select
  p.pair,
  p.word,
  p.arrested_on_mark,
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
  coalesce(case when p."offense_on_first" is null then null when p."offense_on_first" < date '1976-01-01' then 0 when p."offense_on_first" < date '1977-01-01' then 1 when p."offense_on_first" < date '2007-01-01' then 2 when p."offense_on_first" < date '2008-01-01' then 3 when p."offense_on_first" < date '2021-02-02' then 4 when p."offense_on_first" < date '2021-02-03' then 5 else 6 end, 0) as law_first,
  coalesce(case when p."offense_on_last" is null then null when p."offense_on_last" < date '1976-01-01' then 0 when p."offense_on_last" < date '1977-01-01' then 1 when p."offense_on_last" < date '2007-01-01' then 2 when p."offense_on_last" < date '2008-01-01' then 3 when p."offense_on_last" < date '2021-02-02' then 4 when p."offense_on_last" < date '2021-02-03' then 5 else 6 end, 6) as law_last,
  case when p."filed_on_first" is null then cast(null as date) when p."filed_on_first" < date '2022-01-03' then date '0001-01-01' else date '2022-01-03' end as "filed_on_first",
  case when p."filed_on_last" is null then cast(null as date) when p."filed_on_last" < date '2022-01-03' then date '0001-01-01' else date '2022-01-03' end as "filed_on_last",
  s.charge_string
from placed as p
join words as w on w.word = p.word
join strings as s on coalesce(w.offense, '') = coalesce(s.offense, '') and coalesce(w.code, '') = coalesce(s.code, '') and coalesce(w.description, '') = coalesce(s.description, '') and coalesce(w.conduct, '') = coalesce(s.conduct, '') and coalesce(w.comment, '') = coalesce(s.comment, '')

-- known: combinations with what the law says of them
select
  c.*,
  l.cells,
  l.conduct_class,
  l.asks,
  l.lasting,
  l.gone,
  l.undated,
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

-- masks: what each may be, as masks of cells
select
  k.pair,
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

-- keyed: each combination with its pattern, packed
select
  m.pair,
  m.n,
  k.wanted and k.asks and k.word in (select word from plan where scope = 'inside') as asks,
  k.gone,
  k.undated,
  k.word,
  k.arrested_on_mark,
  k.wanted,
  m.cells,
  m.conduct_class,
  cast(m.v1 as bigint) * 1 + cast(m.v2 as bigint) * 4 + cast(m.v3 as bigint) * 16 + cast(m.v4 as bigint) * 64 + cast(m.v5 as bigint) * 256 + cast(m.v6 as bigint) * 1024 + cast(m.v7 as bigint) * 4096 as k0,
  cast(m.v1 as bigint) * 1 + cast(m.v2 as bigint) * 4 + cast(m.v4 as bigint) * 64 as b0
from masks as m
join known as k on k.pair = m.pair

-- tested: charges whose case or history can matter, and those that may count for them
select
  c.source_row,
  c.charge_id,
  c.case_id,
  c.person_id,
  c.part,
  k.pair,
  k.o3,
  k.o5,
  k.o6,
  k.o7,
  k.p3,
  k.p5,
  k.p6,
  k.p7,
  case when c.part = 0 and k.asks and k.wanted then 1 else 0 end as asked
from (
select source_row, charge_id, case_id, person_id, word, arrested_on_mark, 0 as part from rows
) as c
join known as k on k.word = c.word and k.arrested_on_mark = c.arrested_on_mark
where c.part = 0 and k.asks and k.wanted or c.part in (0, 1) and k.o3 <> 1 or c.part in (0, 1) and k.o5 <> 1 or c.part in (0, 1) and k.o6 <> 1 or c.part in (0, 1) and k.o7 <> 1

-- cases: the tests of other charges, counted by case
select
  c.case_id,
  sum(case when c.o3 = 2 then 1 else 0 end) as y3,
  sum(case when c.o3 = 3 then 1 else 0 end) as m3,
  sum(case when c.o5 = 2 then 1 else 0 end) as y5,
  sum(case when c.o5 = 3 then 1 else 0 end) as m5,
  sum(case when c.o6 = 2 then 1 else 0 end) as y6,
  sum(case when c.o6 = 3 then 1 else 0 end) as m6,
  sum(case when c.o7 = 2 then 1 else 0 end) as y7,
  sum(case when c.o7 = 3 then 1 else 0 end) as m7,
  0 as more
from tested as c
where c.part in (0, 1) and c.case_id is not null
  and (c.o3 <> 1 or c.o5 <> 1 or c.o6 <> 1 or c.o7 <> 1)
group by c.case_id

-- keyed_rows: charges looked at by themselves, with what their case and history say
select
  k.source_row,
  k.charge_id,
  k.pair,
  cast((case when coalesce(k.y3 - case when k.o3 = 2 then 1 else 0 end, 0) > 0 then 2 when coalesce(k.m3 - case when k.o3 = 3 then 1 else 0 end, 0) > 0 or k.p3 <> 1 then 3 else 1 end) as bigint) * 16 + cast((case when coalesce(k.y5 - case when k.o5 = 2 then 1 else 0 end, 0) > 0 then 2 when coalesce(k.m5 - case when k.o5 = 3 then 1 else 0 end, 0) > 0 or k.p5 <> 1 then 3 else 1 end) as bigint) * 256 + cast((case when coalesce(k.y6 - case when k.o6 = 2 then 1 else 0 end, 0) > 0 then 2 when coalesce(k.m6 - case when k.o6 = 3 then 1 else 0 end, 0) > 0 or k.p6 <> 1 then 3 else 1 end) as bigint) * 1024 + cast((case when coalesce(k.y7 - case when k.o7 = 2 then 1 else 0 end, 0) > 0 then 2 when coalesce(k.m7 - case when k.o7 = 3 then 1 else 0 end, 0) > 0 or k.p7 <> 1 then 3 else 1 end) as bigint) * 4096 as x0
from (
  select
    k.*,
    s.y3,
    s.m3,
    s.y5,
    s.m5,
    s.y6,
    s.m6,
    s.y7,
    s.m7,
    s.more
  from tested as k
  left join cases as s on s.case_id = k.case_id
  where k.asked = 1
) as k

-- alone: these, each once
select
  pair, x0,
  count(*) as n
from keyed_rows
group by pair, x0

-- patterns: distinct patterns and how many charges have each
select cells, conduct_class, k0, cast(sum(n) as bigint) as n, row_number() over (order by cells, conduct_class, k0) as pattern
from (
  select cells, conduct_class, k0, n from keyed where wanted and not asks and n > 0
  union all
  select cells, conduct_class, k0, n from plan where scope = 'outside'
  union all
  select cells, conduct_class, k0, n from (
  select k.cells, k.conduct_class, k.b0 + a.x0 as k0, a.n, a.pair, a.x0
  from alone as a
  join keyed as k on k.pair = a.pair
  ) as a
) as every_charge
group by cells, conduct_class, k0

-- pair_patterns: the pattern of each
select k.*, p.pattern
from keyed as k
join patterns as p on p.cells = k.cells and p.conduct_class = k.conduct_class and p.k0 = k.k0
where k.wanted and not k.asks

-- word_patterns: the pattern of each
select k.*, p.pattern
from plan as k
join patterns as p on p.cells = k.cells and p.conduct_class = k.conduct_class and p.k0 = k.k0
where k.scope = 'outside'

-- row_patterns: the pattern of each
select k.*, p.pattern
from (
  select k.cells, k.conduct_class, k.b0 + a.x0 as k0, a.n, a.pair, a.x0
  from alone as a
  join keyed as k on k.pair = a.pair
) as k
join patterns as p on p.cells = k.cells and p.conduct_class = k.conduct_class and p.k0 = k.k0

-- spoken_rows: charges with their patterns
select c.charge_id, c.source_row, p.pattern
from rows as c
join pair_patterns as p on p.word = c.word and p.arrested_on_mark = c.arrested_on_mark
union all
select c.charge_id, c.source_row, p.pattern
from keyed_rows as c
join row_patterns as p on p.pair = c.pair and p.x0 = c.x0

-- all_rows: all of them
select c.charge_id, c.source_row, p.pattern
from rows as c
join pair_patterns as p on p.word = c.word and p.arrested_on_mark = c.arrested_on_mark
union all
select c.charge_id, c.source_row, p.pattern
from keyed_rows as c
join row_patterns as p on p.pair = c.pair and p.x0 = c.x0
union all
select c.charge_id, c.source_row, p.pattern
from charges as c
join word_patterns as p on p.word = c.word
union all
select c.charge_id, c.source_row, p.pattern
from (
  select
    c.charge_id,
    c.source_row,
    p.alike as word,
    m0.mark as arrested_on_mark
  from charges as c
  join plan as p on p.word = c.word and p.scope = 'dated'
  join marks_arrested_on as m0 on m0.day = c.arrested_on_day
) as c
join pair_patterns as p on p.word = c.word and p.arrested_on_mark = c.arrested_on_mark
