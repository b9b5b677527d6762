using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace OrderRelay.Local.Sqlite.Backup;

/// <summary>Copies a data folder's databases, while a relay may be writing to them, and brings them back.</summary>
internal static class BackupFolder
{
    private static readonly string[] Suffixes = ["", "-wal", "-shm"];

    /// <summary>Copies each database on a snapshot of its own, without what was deleted in it.</summary>
    /// <exception cref="BackupException">It cannot be taken.</exception>
    public static BackupManifest Take(string data, string target, TimeProvider time)
    {
        var present = StoredFiles.InOrder.Where(definition => File.Exists(Path.Combine(data, definition.FileName))).ToList();
        if (present.Count == 0)
        {
            throw new BackupException($"{data} holds no data of orderrelay; name the relay's folder with --data.");
        }

        if (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any())
        {
            throw new BackupException($"{target} is not empty; a backup goes into a folder of its own.");
        }

        var parent = Directory.Exists(target) ? null : Path.GetDirectoryName(target);
        _ = OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(target)
            : Directory.CreateDirectory(target, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var at = time.GetUtcNow();
        var manifest = new BackupManifest(BackupManifest.KnownFormat, at, [.. present.SelectMany(definition => CopyWhole(definition, data, target))]);
        var unfinished = Path.Combine(target, BackupManifest.FileName + ".new");
        File.WriteAllText(unfinished, manifest.Write());
        DiskSync.File(unfinished);
        File.Move(unfinished, Path.Combine(target, BackupManifest.FileName));
        DiskSync.Folder(target);
        if (parent is not null)
        {
            DiskSync.Folder(parent);
        }

        return manifest;
    }

    /// <summary>Checks a backup through and puts it into a data folder that no relay has.</summary>
    /// <param name="backup">The backup's folder.</param>
    /// <param name="data">The data folder; its lock is taken meanwhile.</param>
    /// <param name="force">Replaces the databases that are there.</param>
    /// <exception cref="BackupException">It is damaged or newer, or there is data in the way.</exception>
    /// <exception cref="DataFolderInUseException">A relay runs on the folder.</exception>
    public static BackupManifest Restore(string backup, string data, bool force)
    {
        var manifest = BackupManifest.Read(backup);
        var sources = manifest.Files.Select(file => Verify(backup, file)).ToList();
        using var folder = DataFolder.Open(data);
        var inTheWay = StoredFiles.InOrder.SelectMany(definition => FilesOf(folder, definition)).Where(File.Exists).ToList();
        if (inTheWay.Count > 0 && !force)
        {
            throw new BackupException($"{folder.Path} holds data already; restore into another folder, or replace it with --force.");
        }

        foreach (var source in sources)
        {
            var copy = folder.PathOf(Path.GetFileName(source) + ".restored");
            File.Copy(source, copy, overwrite: true);
            DiskSync.File(copy);
        }

        // Nothing that was there goes before everything that comes instead is on the disk.
        DiskSync.Folder(folder.Path);
        inTheWay.ForEach(File.Delete);
        foreach (var source in sources)
        {
            File.Move(folder.PathOf(Path.GetFileName(source) + ".restored"), folder.PathOf(Path.GetFileName(source)), overwrite: true);
        }

        DiskSync.Folder(folder.Path);
        return manifest;
    }

    private static IEnumerable<string> FilesOf(DataFolder folder, DatabaseDefinition definition)
        => Suffixes.Select(suffix => folder.PathOf(definition.FileName + suffix)).Concat(JournalNames.All(folder.PathOf(definition.FileName)));

    private static List<BackupFile> CopyWhole(DatabaseDefinition definition, string data, string target)
    {
        if (!StoredFiles.Queues.Contains(definition))
        {
            return [Copy(definition, data, target)];
        }

        BackupFile? database = null;
        var queue = new QueueCopy(Path.Combine(data, definition.FileName), Path.Combine(target, definition.FileName));
        var journal = queue.Take(() => database = Copy(definition, data, target));
        return [database!, .. journal.Select(static path => new BackupFile(Path.GetFileName(path), JournalHeader.Version, new FileInfo(path).Length, HashOf(path)))];
    }

    /// <summary>Copies one database as it is at one moment, without what was deleted in it.</summary>
    /// <exception cref="BackupException">It is damaged, or cannot be read.</exception>
    internal static BackupFile Copy(DatabaseDefinition definition, string data, string target)
    {
        var path = Path.Combine(target, definition.FileName);
        try
        {
            using (var source = Open(Path.Combine(data, definition.FileName), SqliteOpenMode.ReadWrite))
            {
                using var copy = source.CreateCommand();
                copy.CommandText = "VACUUM INTO $path";
                _ = copy.Parameters.AddWithValue("$path", path);
                _ = copy.ExecuteNonQuery();
            }

            long version;
            using (var copied = Open(path, SqliteOpenMode.ReadWrite))
            {
                Database.Execute(copied, "PRAGMA journal_mode=WAL;");
                version = Database.Scalar(copied, "PRAGMA user_version;");
                Check(copied, path);
            }

            DiskSync.File(path);
            return new(definition.FileName, version, new FileInfo(path).Length, HashOf(path));
        }
        catch (SqliteException failure)
        {
            throw new BackupException($"{definition.FileName} could not be copied: {failure.Message}", failure);
        }
    }

    private static string Verify(string backup, BackupFile file)
    {
        var known = StoredFiles.VersionOf(file.Name)
            ?? throw new BackupException($"the backup names {file.Name}, which this version does not know; restore with the version that took it.");
        var path = Path.Combine(backup, file.Name);
        if (!File.Exists(path) || HashOf(path) != file.Sha256)
        {
            throw new BackupException($"{path} is missing or not what was backed up; restore another backup.");
        }

        if (file.Version > known)
        {
            throw new BackupException($"{path} is of a newer orderrelay (its schema is {file.Version}, this one knows {known}); restore with that version.");
        }

        return path;
    }

    private static void Check(SqliteConnection connection, string path)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check(1);";
        if (command.ExecuteScalar() is not "ok")
        {
            throw new BackupException($"{Path.GetFileName(path)} is damaged at its source; restore an older backup.");
        }
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        Database.Execute(connection, "PRAGMA busy_timeout=10000;");
        return connection;
    }

    private static string HashOf(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
