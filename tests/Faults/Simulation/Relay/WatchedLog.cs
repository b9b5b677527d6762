using Microsoft.Extensions.Logging;
using OrderRelay.Faults.Simulation.World;

namespace OrderRelay.Faults.Simulation.Relay;

/// <summary>Reads every log event as an operator would, its exception included, and finds what must not be there.</summary>
internal sealed class WatchedLog(SimulatedWorld world) : ILoggerFactory, ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        world.Witness.Logged(formatter(state, exception));
        if (exception is not null)
        {
            world.Witness.Logged(exception.ToString());
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }
}
