namespace OrderRelay.Local.Sqlite;

/// <summary>Where in the journal some bytes stand.</summary>
internal readonly record struct JournalPlace(JournalFile File, long Position, int Length)
{
    /// <exception cref="IOException">They cannot be read.</exception>
    public byte[] Read() => File.Read(Position, Length);
}
