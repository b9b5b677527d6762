namespace OrderRelay.Faults.Simulation.World;

/// <summary>Wakes whoever waits.</summary>
internal sealed class Signal
{
    private readonly List<TaskCompletionSource> waiting = [];

    public Task WaitAsync()
    {
        var wake = new TaskCompletionSource();
        waiting.Add(wake);
        return wake.Task;
    }

    public void Raise()
    {
        TaskCompletionSource[] woken = [.. waiting];
        waiting.Clear();
        foreach (var wake in woken)
        {
            wake.SetResult();
        }
    }
}
