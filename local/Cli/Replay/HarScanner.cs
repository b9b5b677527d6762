using System.Buffers;
using System.Text.Json;

namespace OrderRelay.Local.Cli.Replay;

/// <summary>Reads an HTTP archive piece by piece and keeps what it needs of one entry at a time.</summary>
internal sealed class HarScanner(string file, HarReading reading)
{
    private static readonly string[] Entries = ["", "log", "entries"];

    private readonly List<string> path = [];
    private JsonReaderState state = new(new JsonReaderOptions { AllowTrailingCommas = true });
    private string name = "";
    private HarEntry? entry;
    private long entryLine;
    private long linesBefore = 1;
    private bool started;

    public Queue<RecordedWebhook> Found { get; } = new();

    public bool SawEntries { get; private set; }

    /// <summary>The line that is being read, from 1.</summary>
    public long Line => linesBefore;

    /// <param name="buffer">Begins where the last piece was consumed.</param>
    /// <param name="isFinal">Nothing comes after it.</param>
    /// <returns>How many bytes are done with.</returns>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public long Scan(ReadOnlySequence<byte> buffer, bool isFinal)
    {
        var mark = started ? 0 : LengthOfMark(buffer);
        started = true;
        var rest = buffer.Slice(mark);
        var json = new Utf8JsonReader(rest, isFinal, state);
        long counted = 0;
        try
        {
            while (json.Read())
            {
                if (json.TokenType is JsonTokenType.StartObject && IsEntries())
                {
                    linesBefore += LinesOf(rest.Slice(counted, json.TokenStartIndex - counted));
                    counted = json.TokenStartIndex;
                    entry = new();
                    entryLine = linesBefore;
                }

                Take(ref json);
            }
        }
        finally
        {
            linesBefore += LinesOf(rest.Slice(counted, Math.Max(json.BytesConsumed, counted) - counted));
        }

        state = json.CurrentState;
        return mark + json.BytesConsumed;
    }

    private void Take(ref Utf8JsonReader json)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.PropertyName:
                name = json.GetString()!;
                break;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                path.Add(name);
                SawEntries |= IsEntries();
                name = "";
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                End();
                break;
            case JsonTokenType.String when entry is not null && IsWanted():
                Keep(json.GetString());
                break;
        }
    }

    private void End()
    {
        if (entry is not null && path.Count == 7 && path[5] == "headers")
        {
            entry.EndHeader();
        }

        path.RemoveAt(path.Count - 1);
        if (entry is not null && IsEntries())
        {
            Found.Enqueue(entry.ToWebhook(FormattableString.Invariant($"{file}:{entryLine}"), reading));
            entry = null;
        }

        name = "";
    }

    private bool IsEntries() => path.SequenceEqual(Entries);

    /// <summary>Inside <c>log.entries[].request</c>, so that answers' contents are never made strings of.</summary>
    private bool IsWanted() => path.Count >= 5 && path[4] == "request";

    private void Keep(string? value)
    {
        switch (path.Count, name)
        {
            case (5, "method"):
                entry!.Method = value;
                break;
            case (5, "url"):
                entry!.Url = value;
                break;
            case (6, "text") when path[5] == "postData":
                entry!.Text = value;
                break;
            case (6, "encoding") when path[5] == "postData":
                entry!.Encoding = value;
                break;
            case (7, "name" or "value") when path[5] == "headers":
                entry!.AddHeaderMember(name, value);
                break;
        }
    }

    private static long LengthOfMark(ReadOnlySequence<byte> buffer)
    {
        Span<byte> first = stackalloc byte[3];
        var head = buffer.Slice(0, Math.Min(3, buffer.Length));
        head.CopyTo(first);
        return first.SequenceEqual("\uFEFF"u8) ? 3 : 0;
    }

    private static long LinesOf(ReadOnlySequence<byte> bytes)
    {
        var lines = 0L;
        foreach (var part in bytes)
        {
            lines += part.Span.Count((byte)'\n');
        }

        return lines;
    }
}
