-- What whoever subscribes to an asset that is not the operator's own accepts (DIS-5).

alter table agreement_versions drop constraint agreement_versions_agreement_check;
alter table agreement_versions add constraint agreement_versions_agreement_check
  check (agreement in ('content-publishing', 'service', 'data-security'));

insert into agreement_versions (agreement, version, text_zh, text_en, effective_at) values
('data-security', '1.0', '1. 资产由其发布者提供。运营者会扫描文件，但不对资产的安全性、正确性和适用性作出保证。
2. 资产可能包含代码，运行代码前请自行检查，并在受限的环境中运行。
3. 你提供给资产处理的数据由你负责：处理个人信息、机密信息或受监管的数据前，请确认你有权这样做。
4. 资产的输出可能有误或带有偏见，用于影响他人的决定前，请由人复核。
5. 请仅在其许可证、使用约束和订阅条款的范围内使用资产。
6. 发布者可看到你的账号名称、所订阅的版本和订阅的起止时间。
7. 资产发布者的行为由发布者自行负责；发现问题时，请告知运营者。', '1. An asset is provided by its publisher. The operator scans files, and warrants neither that an asset is safe nor that it is right or fit for a purpose.
2. An asset may hold code. Look at code before you run it, and run it in a confined environment.
3. You answer for the data that you let an asset process. Before you give it personal, confidential or regulated data, make sure that you may.
4. What an asset puts out can be wrong or biased. Before it decides about people, let a person look at it.
5. Use an asset only within its licence, its constraints and the terms of the subscription.
6. The publisher sees the name of your account, the version that you subscribe to, and when the subscription begins and ends.
7. Publishers answer for what they do. Tell the operator when you find something wrong.', '2026-01-01T00:00:00Z');
