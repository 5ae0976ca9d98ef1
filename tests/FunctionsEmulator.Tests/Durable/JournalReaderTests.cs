using System.Text;
using FunctionsEmulator.Durable.Journal;

namespace FunctionsEmulator.Tests.Durable;

public sealed class JournalReaderTests : IAsyncDisposable
{
    private readonly HeldJournal _journal = new();

    public ValueTask DisposeAsync() => _journal.DisposeAsync();

    [Fact]
    public async Task Read_ManyAskWhileAPassGoesOn_ShareTheNext()
    {
        var reader = new JournalReader(_journal, CancellationToken.None);
        var first = ReadAsync(reader);
        await _journal.PassBegunAsync();
        await _journal.AppendAsync("late\n"u8.ToArray(), CancellationToken.None);
        var others = Enumerable.Range(0, 100).Select(_ => ReadAsync(reader)).ToList();
        _journal.LetPass(2);

        await first;
        foreach (var lines in await Task.WhenAll(others)) Assert.Equal(["late"], lines);
        Assert.Equal(2, _journal.Passes);
    }

    [Fact]
    public async Task Read_OneGivesUp_TheOthersOfItsPassGoOn()
    {
        var reader = new JournalReader(_journal, CancellationToken.None);
        await _journal.AppendAsync("one\n"u8.ToArray(), CancellationToken.None);
        using var impatience = new CancellationTokenSource();
        var seen = new List<string>();
        var impatient = reader.ReadAsync(line => seen.Add(Encoding.UTF8.GetString(line.Span)), impatience.Token);
        var patient = ReadAsync(reader);
        await _journal.PassBegunAsync();

        await impatience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        _journal.LetPass(1);
        Assert.Equal(["one"], await patient);
        Assert.Empty(seen);
    }

    [Fact]
    public async Task Read_APassFails_ItsReadersAreToldAndTheNextGoesOn()
    {
        var reader = new JournalReader(_journal, CancellationToken.None);
        _journal.Failure = new IOException("away");
        _journal.LetPass(2);
        await Assert.ThrowsAsync<IOException>(() => ReadAsync(reader));

        _journal.Failure = null;

        Assert.Empty(await ReadAsync(reader));
    }

    private static async Task<List<string>> ReadAsync(JournalReader reader)
    {
        var lines = new List<string>();
        await reader.ReadAsync(line => lines.Add(Encoding.UTF8.GetString(line.Span)), CancellationToken.None);
        return lines;
    }
}
