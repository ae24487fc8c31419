using EdgeTester.Contracts;

namespace EdgeTester.Firmware.Runner
{
    /// <summary>
    /// The loops of a plan and what comes after a step: a pure function of where one is and how often each loop was passed.
    /// </summary>
    public sealed class LoopTable
    {
        /// <summary>The most rows that are not done in every cycle.</summary>
        public const int MaximumSparse = 16;

        private readonly ushort[] rows = new ushort[RunState.MaximumLoops];
        private readonly ushort[] targets = new ushort[RunState.MaximumLoops];
        private readonly uint[] repeats = new uint[RunState.MaximumLoops];
        private readonly bool[] countsCycles = new bool[RunState.MaximumLoops];

        // Only few plans have such rows: their memory is taken with the first.
        private ushort[] sparseRows = new ushort[0];
        private ushort[] everyCycles = new ushort[0];
        private int count;
        private int sparse;
        private int steps;

        /// <summary>The row that comes next, equal to the number of rows where the plan is done.</summary>
        public int Next { get; private set; }

        /// <summary>Cycles that ended on the way there.</summary>
        public int CyclesEnded { get; private set; }

        /// <summary>Starts to describe a plan of so many rows.</summary>
        public void Begin(int stepCount)
        {
            steps = stepCount;
            count = 0;
            sparse = 0;
        }

        /// <summary>Takes a row in order; false where there are more loops, or rows of every n-th cycle, than the tester can count.</summary>
        public bool Add(int index, StepDefinition row)
        {
            if (row.EveryCycles > 1 && row.Kind != StepKind.Loop)
            {
                if (sparse == MaximumSparse)
                    return false;
                if (sparseRows.Length == 0)
                {
                    sparseRows = new ushort[MaximumSparse];
                    everyCycles = new ushort[MaximumSparse];
                }
                sparseRows[sparse] = (ushort)index;
                everyCycles[sparse] = row.EveryCycles;
                sparse++;
            }
            if (row.Kind != StepKind.Loop)
                return true;
            if (count == RunState.MaximumLoops)
                return false;
            rows[count] = (ushort)index;
            targets[count] = row.LoopTarget;
            repeats[count] = row.RepeatCount;
            countsCycles[count] = row.CountsCycles;
            count++;
            return true;
        }

        /// <summary>Finds what follows and moves the counters.</summary>
        /// <param name="from">The row that is over; -1 at the start.</param>
        /// <param name="target">A row, or <see cref="Condition.NextStep"/>.</param>
        /// <param name="passes">How often each loop was passed; changed.</param>
        /// <param name="cycle">Cycle from 0 in which the row that is over was done.</param>
        public void Advance(int from, ushort target, uint[] passes, uint cycle)
        {
            CyclesEnded = 0;
            int next = target == Condition.NextStep ? from + 1 : target;
            if (target != Condition.NextStep)
                Leave(from, next, passes);
            next = PassOver(next, cycle);
            int slot = SlotOf(next);
            // Every turn passes a loop once, so this ends.
            while (slot >= 0)
            {
                passes[slot]++;
                if (countsCycles[slot])
                    CyclesEnded++;
                if (passes[slot] < repeats[slot])
                {
                    next = targets[slot];
                    Enter(slot, passes);
                }
                else
                {
                    passes[slot] = 0;
                    next++;
                }
                next = PassOver(next, cycle + (uint)CyclesEnded);
                slot = SlotOf(next);
            }
            Next = next < steps ? next : steps;
        }

        private int PassOver(int row, uint cycle)
        {
            for (int k = 0; k < sparse; k++)
                if (sparseRows[k] == row && (cycle + 1) % everyCycles[k] != 0)
                    row++;
            return row;
        }

        private int SlotOf(int row)
        {
            for (int k = 0; k < count; k++)
                if (rows[k] == row)
                    return k;
            return -1;
        }

        // Loops inside the one that is repeated begin anew.
        private void Enter(int slot, uint[] passes)
        {
            for (int k = 0; k < slot; k++)
                if (rows[k] >= targets[slot])
                    passes[k] = 0;
        }

        // A jump out of a loop forgets its count.
        private void Leave(int from, int to, uint[] passes)
        {
            for (int k = 0; k < count; k++)
            {
                bool wasInside = from >= targets[k] && from < rows[k];
                bool isInside = to >= targets[k] && to <= rows[k];
                if (wasInside && !isInside)
                    passes[k] = 0;
            }
        }
    }
}
