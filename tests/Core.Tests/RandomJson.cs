namespace OrderRelay.Core.Tests;

/// <summary>Random JSON with what parsers and writers stumble over: odd white space, escapes, numbers of any size, names that come twice.</summary>
internal static class RandomJson
{
    private static readonly string[] Values =
    [
        "1", "0", "-0", "-0.50", "1e+5", "1E400", "12345678901234567890.5", "true", "false", "null", "\"\"", "\"a b\"", "\"a  \"", "\"\\u0041\"", "\"\\\"\"",
        "\"\\\\\"", "\"\\/\\b\\f\\n\\r\\t\\u001F\"", "\"é～\"", "\"<+>\"", "\"\\ud83d\\ude00\"", "\"a text that is longer than any block of bytes, with \\u00e9 in it\"",
        "{}", "[]", "[ ]", "{\n}",
    ];

    private static readonly string[] Names =
        ["a", "b", "", "order_id", "order_status", "order_description", "order_account_uuid", "order_account_name", "\\u0061", "é", "～", "😀", "a\\n", "12345678", "123456789"];

    private static readonly string[] Spaces = ["", "", "", "", " ", "\n", "\t ", "\r\n  "];

    /// <summary>A value whose containers are at most so deep.</summary>
    public static string Value(Random random, int depth)
    {
        var kind = depth == 0 ? 2 : random.Next(4);
        var members = random.Next(40) == 0 ? random.Next(25, 40) : random.Next(1, 8);
        return kind switch
        {
            0 => $"{{{string.Join(',', Enumerable.Range(0, members).Select(_ => $"{Space(random)}\"{Name(random)}\"{Space(random)}:{Spaced(random, depth - 1)}"))}}}",
            1 => $"[{string.Join(',', Enumerable.Range(0, random.Next(1, 4)).Select(_ => Spaced(random, depth - 1)))}]",
            _ => Values[random.Next(Values.Length)],
        };
    }

    /// <summary>The same with white space around it.</summary>
    public static string Spaced(Random random, int depth) => Space(random) + Value(random, depth) + Space(random);

    private static string Name(Random random)
        => random.Next(3) == 0 ? Names[random.Next(Names.Length)] + random.Next(30) : Names[random.Next(Names.Length)];

    private static string Space(Random random) => Spaces[random.Next(Spaces.Length)];
}
