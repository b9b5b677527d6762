using System.Runtime.InteropServices;

namespace OrderRelay.Local.Cli;

/// <summary>Ctrl+C for a verb without a host, which has something to say before it ends. A second one ends it at once.</summary>
internal sealed class StopSignal : IDisposable
{
    private readonly PosixSignalRegistration registration;

    private StopSignal(CancellationTokenSource stop) => registration = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
    {
        context.Cancel = !stop.IsCancellationRequested;
        stop.Cancel();
    });

    /// <summary>Cancels a source when the process is asked to stop.</summary>
    public static StopSignal Cancels(CancellationTokenSource stop) => new(stop);

    public void Dispose() => registration.Dispose();
}
