using System.Runtime.InteropServices;

namespace OrderRelay.Local.Cli;

/// <summary>Ctrl+C, or a request to end, as a token, for verbs that say something before they end.</summary>
internal sealed class Interrupt : IDisposable
{
    private readonly CancellationTokenSource source;
    private readonly PosixSignalRegistration[] registrations;

    public Interrupt(CancellationToken cancellationToken)
    {
        source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Ask), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Ask)];
    }

    public CancellationToken Token => source.Token;

    public void Dispose()
    {
        foreach (var registration in registrations)
        {
            registration.Dispose();
        }

        source.Dispose();
    }

    private void Ask(PosixSignalContext signal)
    {
        // A second one ends the process at once.
        signal.Cancel = !source.IsCancellationRequested;
        source.Cancel();
    }
}
