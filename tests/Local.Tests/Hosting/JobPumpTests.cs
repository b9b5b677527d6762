using Microsoft.Extensions.Logging.Abstractions;
using OrderRelay.Contracts;
using OrderRelay.Contracts.InMemory;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Local.Hosting;

namespace OrderRelay.Local.Tests.Hosting;

public sealed class JobPumpTests
{
    [Theory]
    [InlineData("resume")]
    [InlineData("step")]
    public async Task Job_whose_work_failed_is_put_in_order_again_before_it_goes_on(string failing)
    {
        var jobs = new InMemoryOperations();
        await jobs.SaveAsync(new() { Id = "j1", Kind = JobKind.Replay, Status = JobStatus.Running, StartedBy = "alice", StartedAt = Samples.Noon }, default);
        var runner = new FailingRunner(jobs, failing);
        using var signal = new JobSignal();
        using var pump = new JobPump(jobs, [runner], signal, TimeProvider.System, NullLogger<JobPump>.Instance);

        await pump.StartAsync(default);
        await runner.Done.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await pump.StopAsync(default);

        Assert.Equal(failing == "resume" ? ["resume", "resume", "step"] : ["resume", "step", "resume", "step"], runner.Calls);
    }

    /// <summary>Fails the first time that it is asked for one of its works.</summary>
    private sealed class FailingRunner(InMemoryOperations jobs, string failing) : IJobRunner
    {
        public List<string> Calls { get; } = [];

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public JobKind Kind => JobKind.Replay;

        public ValueTask ResumeAsync(RelayJob job, CancellationToken cancellationToken)
        {
            Call("resume");
            return ValueTask.CompletedTask;
        }

        public async ValueTask<TimeSpan> StepAsync(RelayJob job, CancellationToken cancellationToken)
        {
            Call("step");
            await jobs.SaveAsync(job with { Status = JobStatus.Done }, cancellationToken);
            Done.SetResult();
            return TimeSpan.Zero;
        }

        private void Call(string name)
        {
            Calls.Add(name);
            if (name == failing && Calls.Count(call => call == name) == 1)
            {
                throw new StoreUnavailableException("the desk is away");
            }
        }
    }
}
