namespace OrderRelay.Core.Tests.Notifications;

/// <summary>Counts the steps of a run and lets the process die at one of them: what is thrown then, nobody may catch.</summary>
internal sealed class Steps : IDisposable
{
    private readonly CancellationTokenSource death = new();
    private int? dieAt;

    public CancellationToken Token => death.Token;

    /// <summary>Names of the steps taken, in order.</summary>
    public List<string> Taken { get; } = [];

    public bool Died => death.IsCancellationRequested;

    /// <param name="step">The number of the step, from 1, instead of which the process dies; null for never.</param>
    public Steps DyingAt(int? step)
    {
        dieAt = step;
        return this;
    }

    public void Take(string name)
    {
        Taken.Add(name);
        if (Taken.Count == dieAt)
        {
            death.Cancel();
        }

        death.Token.ThrowIfCancellationRequested();
    }

    public void Dispose() => death.Dispose();
}
