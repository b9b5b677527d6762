using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace OrderRelay.Local.Sqlite;

/// <summary>Takes what was handled out of a journal file that is only read any more. What was not keeps its place in it.</summary>
internal static class JournalErasure
{
    private const int PortionBytes = 1 << 20;

    /// <param name="file">The file.</param>
    /// <param name="settled">What was handled, and is known to be on the disk: what is erased cannot be delivered again.</param>
    /// <exception cref="IOException">The disk refuses it; the file is as it was.</exception>
    public static void Run(JournalFile file, SettledMessages settled)
    {
        var bytes = file.Read(0, checked((int)file.Used));
        if (EraseIn(file, bytes, settled))
        {
            Replace(file, bytes);
        }
        else if (file.Header.Recycled)
        {
            ClearTail(file);
        }
    }

    /// <returns>False when there was nothing to erase.</returns>
    private static bool EraseIn(JournalFile file, Span<byte> bytes, SettledMessages settled)
    {
        var erased = false;
        for (var at = JournalHeader.Size; at < bytes.Length;)
        {
            var frame = JournalFrame.Read(bytes[at..], file.Header.Salt) ?? throw new InvalidDataException($"{file.Path} changed at byte {at}");
            var whole = bytes.Slice(at, frame.Length);
            List<Segment> segments = [];
            FrameSegments.Add(segments, file, at, frame, whole, keep: false);
            var changed = false;
            foreach (var segment in segments)
            {
                changed |= EraseIn(segment, bytes.Slice((int)segment.Place.Position, segment.Place.Length), settled);
            }

            if (changed)
            {
                frame.Seal(whole, file.Header.Salt);
                erased = true;
            }

            at += frame.Length;
        }

        return erased;
    }

    private static bool EraseIn(Segment segment, Span<byte> payload, SettledMessages settled)
    {
        var erased = false;
        var at = 0;
        for (var offset = 0; offset < segment.Count; offset++)
        {
            var envelope = payload.Slice(at + sizeof(int), BinaryPrimitives.ReadInt32LittleEndian(payload[at..]));
            if (!segment.IsGone(offset) && settled.Has(segment, offset))
            {
                envelope.Clear();
                erased = true;
            }

            at += sizeof(int) + envelope.Length;
        }

        return erased;
    }

    private static void Replace(JournalFile file, byte[] bytes)
    {
        var header = file.Header with { Bytes = bytes.Length, Recycled = false };
        header.Write(bytes);
        var unfinished = file.Path + JournalNames.Unfinished;
        try
        {
            using (var copy = File.OpenHandle(unfinished, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete))
            {
                RandomAccess.Write(copy, bytes, 0);
                DiskSync.Run(copy);
            }

            file.ReplaceBy(unfinished, header);
        }
        catch (IOException)
        {
            File.Delete(unfinished);
            throw;
        }

        DiskSync.Folder(Path.GetDirectoryName(file.Path)!);
    }

    /// <summary>What an earlier use left behind the last frame.</summary>
    private static void ClearTail(JournalFile file)
    {
        using SafeFileHandle handle = JournalFile.Open(file.Path);
        var zeros = new byte[PortionBytes];
        var length = RandomAccess.GetLength(handle);
        for (var at = file.Used; at < length; at += zeros.Length)
        {
            RandomAccess.Write(handle, zeros.AsSpan(0, (int)Math.Min(zeros.Length, length - at)), at);
        }

        DiskSync.Data(handle);
    }
}
