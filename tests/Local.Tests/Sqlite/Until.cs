namespace OrderRelay.Local.Tests.Sqlite;

/// <summary>Waits for what another thread brings about.</summary>
internal static class Until
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    public static async Task HoldsAsync(Func<bool> condition)
    {
        using var late = new CancellationTokenSource(Longest);
        while (!condition())
        {
            late.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
