using Microsoft.Data.Sqlite;

namespace OrderRelay.Local.Sqlite;

/// <summary>What one database file is made of.</summary>
/// <param name="FileName">Its name in the data folder.</param>
/// <param name="Version">Kept in <c>user_version</c>; a file with a higher one is refused.</param>
/// <param name="PageSize">In bytes; fixed when the file is created.</param>
/// <param name="SecureDelete">Overwrites what is deleted, so that erased personal data does not stay in free pages.</param>
/// <param name="Schema">The statements that create it.</param>
internal sealed record DatabaseDefinition(string FileName, long Version, int PageSize, bool SecureDelete, string Schema)
{
    /// <summary>What turns a file of version 1 into one of version 2, and so on up to <see cref="Version"/>.</summary>
    public IReadOnlyList<string> Upgrades { get; init; } = [];

    /// <summary>Gives a connection the functions that upgrades use.</summary>
    public Action<SqliteConnection>? Functions { get; init; }
}
