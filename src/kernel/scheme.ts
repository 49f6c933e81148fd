export type SchemeName = 'SABA1' | 'SABA2' | 'ABA82' | 'ABA864' | 'ABA1064';
