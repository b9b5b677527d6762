using System.Text;

namespace OrderRelay.Load.Events;

/// <summary>
/// One whole HTTP request, built once. An event is made by overwriting its fields in place, which costs well below a
/// microsecond: the cores belong to the server. Not safe for several threads; each has templates of its own.
/// </summary>
internal sealed class RequestTemplate
{
    private readonly byte[] request;
    private readonly int bodyStart;
    private readonly (Field Field, int Offset, int Width)[] fields;
    private readonly byte[]? signingKey;

    private RequestTemplate(byte[] request, int bodyStart, (Field, int, int)[] fields, byte[]? signingKey)
    {
        this.request = request;
        this.bodyStart = bodyStart;
        this.fields = fields;
        this.signingKey = signingKey;
    }

    public int BodyBytes => request.Length - bodyStart;

    /// <param name="head">The request line and headers without content length, each line ended by CR LF.</param>
    /// <param name="body">The JSON body.</param>
    /// <param name="bodySize">Bytes to pad the body to; null for its natural size.</param>
    /// <param name="signingKey">Signs the body where the head has the mark of a signature.</param>
    public static RequestTemplate Build(string head, string body, int? bodySize, byte[]? signingKey)
    {
        var fields = new List<(Field, int, int)>();
        var bodyBytes = Expand(body, 0, []);
        var padded = Pad(body, bodyBytes.Length, bodySize);
        var length = Expand(padded, 0, []).Length;
        var headBytes = Expand($"{head}Content-Length: {length}\r\n\r\n", 0, fields);
        var tail = Expand(padded, headBytes.Length, fields);
        return new RequestTemplate([.. headBytes, .. tail], headBytes.Length, [.. fields], signingKey);
    }

    /// <summary>Overwrites the fields and returns the request, valid until the next call.</summary>
    public ReadOnlySpan<byte> Fill(in EventFacts facts, EventIds ids)
    {
        Span<byte> span = request;
        (int Offset, int Width)? signature = null;
        foreach (var (field, offset, width) in fields)
        {
            if (field == Field.Signature)
                signature = (offset, width);
            else
                facts.Write(field, span.Slice(offset, width), ids);
        }

        if (signature is { } place && signingKey is not null)
            BodySignature.WriteHex(signingKey, span[bodyStart..], span.Slice(place.Offset, place.Width));

        return span;
    }

    private static string Pad(string body, int natural, int? wanted)
    {
        if (wanted is not { } size || size == natural)
            return body;

        const string Start = ",\"padding\":\"";
        var fill = size - natural - Start.Length - 1;
        if (fill < 0)
            throw new ArgumentException($"the body cannot be padded to {size} bytes: it has {natural}, and padding adds at least {Start.Length + 1}", nameof(wanted));

        return $"{body[..^1]}{Start}{new string('x', fill)}\"}}";
    }

    private static byte[] Expand(string text, int baseOffset, List<(Field, int, int)> fields)
    {
        var bytes = new List<byte>(text.Length + 128);
        var from = 0;
        for (int at; (at = text.IndexOf('<', from)) >= 0;)
        {
            bytes.AddRange(Encoding.UTF8.GetBytes(text[from..at]));
            var (mark, field, width) = FieldMark.At(text.AsSpan(at));
            fields.Add((field, baseOffset + bytes.Count, width));
            bytes.AddRange(Enumerable.Repeat((byte)'0', width));
            from = at + mark.Length;
        }

        bytes.AddRange(Encoding.UTF8.GetBytes(text[from..]));
        return [.. bytes];
    }
}
