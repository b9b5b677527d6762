using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Local.Hosting;

/// <summary>Messages that were received together and are settled together, though several lanes project them.</summary>
internal sealed class ReceivedBatch(IReadOnlyList<ReceivedMessage> messages)
{
    private readonly Outcome?[] _outcomes = new Outcome?[messages.Count];
    private readonly TaskCompletionSource _projected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _open = messages.Count;

    public int Count => messages.Count;

    /// <summary>Ends once every message has gone through its lane.</summary>
    public Task Projected => _projected.Task;

    public QueueMessage this[int index] => messages[index].Message;

    public ProjectionItem ItemAt(int index) => new(messages[index].Message, messages[index].Message.Attempt + messages[index].DeliveryCount);

    /// <param name="index">Of the message.</param>
    /// <param name="outcome">Null when its lane broke: it stays under lock, and comes back when that ends.</param>
    public void Complete(int index, Outcome? outcome)
    {
        _outcomes[index] = outcome;
        if (Interlocked.Decrement(ref _open) == 0)
        {
            _projected.SetResult();
        }
    }

    public List<Settlement> Settlements()
    {
        var settlements = new List<Settlement>(_outcomes.Length);
        for (var index = 0; index < _outcomes.Length; index++)
        {
            if (_outcomes[index] is { } outcome)
            {
                settlements.Add(new(messages[index], outcome));
            }
        }

        return settlements;
    }
}
