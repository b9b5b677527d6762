using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrderRelay.Local.Sqlite.Backup;

/// <summary>What a backup holds. Written last: a folder without it is no whole backup.</summary>
/// <param name="Format">Of the manifest; 1.</param>
/// <param name="TakenAt">When the copying began.</param>
/// <param name="Files">The databases in the order in which they were copied, a queue's with the files of its journal.</param>
internal sealed record BackupManifest(int Format, DateTimeOffset TakenAt, IReadOnlyList<BackupFile> Files)
{
    public const string FileName = "backup.json";
    public const int KnownFormat = 1;

    public long Bytes => Files.Sum(static file => file.Bytes);

    public string Write() => JsonSerializer.Serialize(this, BackupJson.Default.BackupManifest);

    /// <exception cref="BackupException">There is none, or it cannot be read.</exception>
    public static BackupManifest Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            var manifest = JsonSerializer.Deserialize(File.ReadAllBytes(path), BackupJson.Default.BackupManifest);
            return manifest is { Format: KnownFormat, Files: not null }
                ? manifest
                : throw new BackupException($"{path} is of another version of orderrelay; restore with that one.");
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new BackupException($"{folder} holds no whole backup: {FileName} cannot be read. Take the backup again, or name another folder.", exception);
        }
    }
}

/// <summary>One file of a backup.</summary>
/// <param name="Name">As in the data folder.</param>
/// <param name="Version">Of its schema, or of the journal's format.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Of its bytes, in hex.</param>
internal sealed record BackupFile(string Name, long Version, long Bytes, string Sha256);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BackupManifest))]
internal sealed partial class BackupJson : JsonSerializerContext;
