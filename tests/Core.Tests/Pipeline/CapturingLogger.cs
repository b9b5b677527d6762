using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace OrderRelay.Core.Tests.Pipeline;

/// <summary>Keeps every log event as the text that an operator would read, its exception included.</summary>
internal sealed class CapturingLogger<T> : ILogger<T>
{
    public ConcurrentQueue<(LogLevel Level, EventId Id, string Text)> Events { get; } = [];

    public string All => string.Join('\n', Events.Select(static logged => logged.Text));

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        => Events.Enqueue((logLevel, eventId, $"{formatter(state, exception)} {exception}"));
}
