namespace OrderRelay.Local.Sqlite;

/// <summary>The operators' file: long work with how far it came, and who did what.</summary>
internal static class OperationsSchema
{
    public static DatabaseDefinition Definition { get; } = new("operations.db", Version: 1, PageSize: 4096, SecureDelete: false, """
        CREATE TABLE jobs(id TEXT PRIMARY KEY, kind INTEGER NOT NULL, status INTEGER NOT NULL, job BLOB NOT NULL);
        CREATE INDEX jobs_kind ON jobs(kind, id DESC);
        CREATE INDEX jobs_status ON jobs(status, id);
        CREATE TABLE audit(id TEXT PRIMARY KEY, action INTEGER NOT NULL, entry BLOB NOT NULL);
        CREATE INDEX audit_action ON audit(action, id DESC);
        """);
}
