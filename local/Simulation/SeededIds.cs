namespace OrderRelay.Local.Simulation;

/// <summary>Ids in the providers' shapes, drawn from the seed.</summary>
internal static class SeededIds
{
    /// <summary>Lower-case hex, as Captain.AI's order and item ids are.</summary>
    public static string Hex(this Random random, int digits)
        => string.Create(digits, random, static (text, random) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                text[i] = "0123456789abcdef"[random.Next(16)];
            }
        });

    public static string Uuid(this Random random)
        => $"{random.Hex(8)}-{random.Hex(4)}-4{random.Hex(3)}-a{random.Hex(3)}-{random.Hex(12)}";

    public static T Pick<T>(this Random random, IReadOnlyList<T> among) => among[random.Next(among.Count)];

    public static bool Chance(this Random random, double share) => random.NextDouble() < share;
}
