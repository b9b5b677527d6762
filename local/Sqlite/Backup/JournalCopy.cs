namespace OrderRelay.Local.Sqlite.Backup;

/// <summary>Copies one file of a journal that a relay may be appending to.</summary>
internal static class JournalCopy
{
    /// <summary>A frame that is written while the file is read may be torn in what was read, with a whole one behind it.</summary>
    private const int Attempts = 3;

    /// <summary>Copies its frames, without what lies behind them.</summary>
    /// <returns>False when it is not there, or not any more: it was used up.</returns>
    /// <exception cref="BackupException">It is damaged.</exception>
    public static bool TryTake(string source, string target)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (Read(source) is not { } bytes || JournalHeader.Read(bytes)?.Header is not { } header)
            {
                return false;
            }

            var used = JournalHeader.Size;
            while (JournalFrame.Read(bytes.AsSpan(used), header.Salt) is { } frame)
            {
                used += frame.Length;
            }

            if (JournalFrame.IsIn(bytes.AsSpan(used), header.Salt))
            {
                continue;
            }

            if (!IsStill(source, header))
            {
                return false;
            }

            (header with { Bytes = used, Recycled = false }).Write(bytes);
            using (var file = new FileStream(target, FileMode.Create, FileAccess.Write))
            {
                file.Write(bytes, 0, used);
            }

            return true;
        }

        throw new BackupException($"{Path.GetFileName(source)} is damaged at its source; restore an older backup.");
    }

    /// <summary>A file that is used up loses its name before anything is written over what it held.</summary>
    private static bool IsStill(string source, JournalHeader header)
        => Read(source, JournalHeader.Size) is { } bytes && JournalHeader.Read(bytes)?.Header is { } now && now.Salt == header.Salt;

    private static byte[]? Read(string path, int? length = null)
    {
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return JournalFile.Read(file, 0, length ?? checked((int)RandomAccess.GetLength(file)));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (EndOfStreamException)
        {
            return null;
        }
    }
}
