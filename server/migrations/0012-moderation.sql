-- What operators administer: the words that texts must not hold (ACC-7, PLT-4), the agreements in their
-- versions (PUB-8), and the audit by what was done. Lists in the order of creation.

create table sensitive_words (
  id bigint generated always as identity primary key,
  -- As the operator wrote it.
  word text not null,
  -- What texts are searched for: words that only differ in writing are one.
  normal_form text collate "C" not null unique,
  added_by bigint references accounts on delete set null,
  created_at timestamptz(3) not null default now()
);
create index on sensitive_words (added_by);

-- One row. Its revision is a new one with every change of the list, so that each process knows whether
-- what it holds is still the list.
create table sensitive_word_list (
  is_only boolean primary key default true check (is_only),
  revision text not null default gen_random_uuid()::text
);
insert into sensitive_word_list default values;

create table agreement_versions (
  id bigint generated always as identity primary key,
  agreement text collate "C" not null check (agreement in ('content-publishing', 'service')),
  -- 1.0, 2.0, …: in the order in which they come into force.
  version text collate "C" not null,
  -- Markdown.
  text_zh text not null,
  text_en text not null,
  effective_at timestamptz(3) not null,
  created_by bigint references accounts on delete set null,
  created_at timestamptz(3) not null default now(),
  unique (agreement, version)
);
create index on agreement_versions (agreement, id desc);
create index on agreement_versions (created_by);

insert into agreement_versions (agreement, version, text_zh, text_en, effective_at) values
('content-publishing', '1.0', '1. 你只发布自己创作或有权分享的内容，并注明他人使用所依据的许可证。
2. 你如实说明资产是什么、由什么得到、能做什么、不能做什么。
3. 内容不含你无权分享的个人信息、机密信息，也不含恶意代码。
4. 内容不违反本 Gallery 服务所在地的法律，不侵犯他人权利。
5. 运营者可检查你发布的内容，可说明理由后驳回或下架。
6. 他人可在你的许可证范围内查看、下载和使用。资产下架后，他人此前依许可证取得的内容仍可继续使用。
7. 你对所发布的内容负责；运营者提供平台。', '1. You publish only what you made yourself or may share, and you name the licence under which others may use it.
2. You say truthfully what the asset is, what it was made from, and what it can and cannot do.
3. It holds no personal data that you may not share, no secrets, and no malicious code.
4. It breaks no law of the places where this gallery is offered, and nobody''s rights.
5. The operator may check what you publish, refuse it with a reason, and take it off the shelf.
6. Others may view, download and use it within your licence. What they have received under it stays theirs to use when you unlist the asset.
7. You answer for what you publish; the operator provides the place.', '2026-01-01T00:00:00Z'),
('service', '1.0', '1. 你应妥善保管密码、令牌和密钥，并对凭其进行的操作负责。
2. 你不得使服务过载、绕过限制，或获取他人未与你分享的内容。
3. 你上传的内容归你所有。运营者仅为提供服务而存储、扫描和传输这些内容。
4. 运营者保留运行服务及追溯操作所需的数据，并应你的要求告知所保留的与你有关的数据。
5. 服务可能变更或暂停，重要内容请自行备份。
6. 你可随时停止使用。账号违反本协议的，运营者可予以停用。
7. 本协议更新后，你下次发布前会再次征求你的同意。', '1. You keep your password, tokens and keys to yourself, and answer for what is done with them.
2. You do not overload the service, get around its limits, or reach for what others have not shared with you.
3. What you upload stays yours. The operator stores, scans and delivers it only to run this service.
4. The operator keeps what is needed to run the service and to show who did what, and tells you on request what is kept about you.
5. The service may change or pause. Keep copies of what matters to you.
6. You may leave at any time. The operator may suspend an account that breaks these rules.
7. When this text changes, you are asked again before you publish next.', '2026-01-01T00:00:00Z');

create index on agreement_acceptances (agreement, version);

create index on audit_events (action text_pattern_ops, id desc);
