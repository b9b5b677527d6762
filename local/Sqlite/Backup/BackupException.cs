namespace OrderRelay.Local.Sqlite.Backup;

/// <summary>A backup cannot be taken or restored; the message says why and what to do.</summary>
internal sealed class BackupException(string message, Exception? cause = null) : Exception(message, cause);
